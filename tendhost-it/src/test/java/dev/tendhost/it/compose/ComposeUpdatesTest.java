package dev.tendhost.it.compose;

import static dev.tendhost.it.compose.ComposeHost.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.Image;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Updates of a real engine's stacks, those that go well and those that go back. */
class ComposeUpdatesTest extends ComposeHostTests {
  @Test
  void whatIsPlannedIsApplied() {
    host.push(Image.of("web", "v1"));
    host.push(Image.of("worker", "v1"));
    host.push(Image.of("kept", "v1"));
    host.shop("web", "worker", "kept");
    host.push(Image.of("web", "v2"));
    String kept = host.push(Image.of("kept", "v2"));
    UpgradeOptions options = UpgradeOptions.defaults().withExcluded(Set.of("shop/kept"));
    UpdatePlan plan = Outcome.of(host.manager().upgradeDryRun(options));
    String worker = host.engine().run("docker ps -q --filter name=worker --no-trunc");

    UpdateResult result =
        Outcome.of(
            host.manager()
                .upgradeAll(options.withExpectedPlanDigest(plan.digest()), UpgradeListener.none()));

    assertThat(result.outcome()).as("%s", result.error()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).isEqualTo(plan.changes());
    assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v2");
    assertThat(host.engine().page(SHOP, "kept")).isEqualTo("kept v1");
    assertThat(host.engine().run("docker ps -q --filter name=worker --no-trunc"))
        .as("what did not change is not made again")
        .isEqualTo(worker);
    assertThat(host.list().packages())
        .singleElement()
        .satisfies(left -> assertThat(left.to()).isEqualTo(kept));
  }

  @Test
  void aPlanThatDriftedIsRefused() {
    host.push(Image.of("web", "v1"));
    host.shop("web");
    host.push(Image.of("web", "v2"));
    UpdatePlan plan = Outcome.of(host.manager().upgradeDryRun(UpgradeOptions.defaults()));
    host.push(Image.of("web", "v3"));
    FleetError error =
        Outcome.failure(
            FailureKind.PLAN_DRIFTED,
            host.manager()
                .upgradeAll(
                    UpgradeOptions.defaults().withExpectedPlanDigest(plan.digest()),
                    UpgradeListener.none()));
    assertThat(error.message()).contains("it would now do: upgrade shop/web");
    assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v1");
  }

  @Test
  void aSickImageGoesBack() {
    host.push(Image.of("web", "v1"));
    host.shop("web");
    host.push(Image.of("web", "v2").with(Image.Fault.SICK));

    UpdateResult result = host.upgrade();

    assertRolledBack(result, "shop/web is unhealthy");
    assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v1");
    assertThat(host.list().packages()).as("the registry still has it").hasSize(1);
  }

  @Test
  void anImageThatCrashesAgainAndAgainGoesBackAndAnotherStackIsUpdated() {
    host.push(Image.of("loop", "v1"));
    host.push(Image.of("web", "v1"));
    host.engine()
        .write(
            "/srv/a-loop/compose.yaml",
            "services: {loop: {image: \"%s\", network_mode: host, restart: always,"
                    .formatted(host.reference("loop"))
                + " environment: {ADDRESS: \"%s\", PORT: \"8099\"}}}\n"
                    .formatted(host.engine().address()));
    host.engine().compose("/srv/a-loop", "up -d").ok();
    host.shop("web");
    String before = host.engine().run("docker inspect -f '{{.Image}}' a-loop-loop-1");
    host.push(Image.of("loop", "v2").with(Image.Fault.CRASHES));
    host.push(Image.of("web", "v2"));

    UpdateResult result = host.upgrade();

    assertRolledBack(result, "a-loop/loop");
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("shop/web");
    assertThat(host.engine().run("docker inspect -f '{{.Image}}' a-loop-loop-1")).isEqualTo(before);
    assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v2");
  }

  private static void assertRolledBack(UpdateResult result, String why) {
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error()).isNotNull();
    assertThat(result.error().kind()).isEqualTo(FailureKind.UNHEALTHY);
    assertThat(result.error().message())
        .contains("rolled back: the old image runs again")
        .contains(why);
  }

  @Test
  void whatWasFetchedAndNeverPutToWorkIsAnUpdateEvenWithoutItsRegistry() {
    host.push(Image.of("web", "v1"));
    host.shop("web");
    String second = host.push(Image.of("web", "v2"));
    host.engine().compose(SHOP, "pull -q").ok();
    host.engine().registry().down();
    PackageInventory inventory = host.list();
    assertThat(inventory.packages())
        .singleElement()
        .satisfies(update -> assertThat(update.to()).isEqualTo(second));
    assertThat(inventory.metadataAge()).isNull();
    assertThat(host.upgrade().outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v2");
  }

  @Test
  void aPathMayHoldAnything() {
    host.push(Image.of("web", "v1"));
    String directory = "/srv/a b'q\"$(touch pwned)`touch pwned`\n;touch pwned,x";
    host.engine().stack(directory, Map.of("web", host.reference("web")));
    host.push(Image.of("web", "v2"));
    assertThat(host.list().packages()).hasSize(1);
    UpdateResult result = host.upgrade();
    assertThat(result.outcome()).as("%s", result.error()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.engine().page(directory, "web")).isEqualTo("web v2");
    assertThat(host.engine().run("find / -xdev -name 'pwned*' -not -path '/proc/*'")).isEmpty();
  }

  @Test
  void aLostControllersJobIsTakenUpWithTheSameResult() throws Exception {
    host.push(Image.of("web", "v1"));
    host.shop("web");
    host.push(Image.of("web", "v2").with(Image.Fault.SICK));
    CompletableFuture<JobRef> job = new CompletableFuture<>();
    Future<UpdateResult> lost =
        host.manager().upgradeAll(UpgradeOptions.defaults(), new Remembering(job));
    host.engine().await("/var/lib/tendhost/jobs/" + job.get().jobId() + "/before");
    Outcome.of(host.executor().close());
    assertThat(Outcome.failure(lost).details()).containsKey(RemoteExecutor.CLOSED);
    host.connect();

    UpdateResult result = host.resume(job.get());

    assertRolledBack(result, "shop/web is unhealthy");
    assertThat(host.resume(job.get())).isEqualTo(result);
    assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v1");
  }

  private record Remembering(CompletableFuture<JobRef> job) implements UpgradeListener {
    @Override
    public void progress(String packageName, int percent) {}

    @Override
    public Future<Void> jobStarting(JobRef started) {
      job.complete(started);
      return Future.succeededFuture();
    }

    @Override
    public void jobEnded(JobRef ended) {}
  }
}
