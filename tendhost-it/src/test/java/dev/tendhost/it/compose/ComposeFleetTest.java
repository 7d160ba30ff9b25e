package dev.tendhost.it.compose;

import static dev.tendhost.it.compose.ComposeHost.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.EngineHost;
import dev.tendhost.it.hosts.Image;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docker compose version 2 on a real engine with a real registry. */
@Tag("fleet")
@Timeout(600)
class ComposeFleetTest {
  private static ComposeHost host;

  @BeforeAll
  static void start() {
    host = new ComposeHost(EngineHost.start());
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void reset() {
    Outcome.of(host.executor().close());
    host.engine().reset();
    host.connect();
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateIsFoundWithoutFetchingAnything(Image.Format format) {
    String first = host.push(Image.of("web", "v1").as(format));
    host.shop("web");
    assertThat(host.list().packages()).isEmpty();
    String second = host.push(Image.of("web", "v2").as(format));
    String images = host.engine().run("docker images -a --digests");

    PackageInventory inventory = host.list();

    assertThat(inventory.packages())
        .containsExactly(
            new UpgradablePackage(
                "shop/web", null, first, second, host.reference("web"), false, null));
    assertThat(inventory.unchecked()).isEmpty();
    assertThat(inventory.metadataAge()).isZero();
    assertThat(host.engine().run("docker images -a --digests")).isEqualTo(images);
  }

  @Test
  void pinnedBuiltAndStoppedAreToldApart() {
    host.push(Image.of("web", "v1"));
    String digest = host.push(Image.of("db", "v1"));
    String pinned = host.reference("db").replace(":latest", "@" + digest);
    host.engine().write("/srv/own/Dockerfile", "FROM " + host.reference("web") + "\n");
    host.engine()
        .write(
            "/srv/own/docker-compose.yml",
            """
            services:
              db: {image: "%s", network_mode: host, environment: {ADDRESS: "%s", PORT: "8090"}}
              app: {build: ., network_mode: host, environment: {ADDRESS: "%s", PORT: "8091"}}
              idle: {image: "%s", network_mode: host, environment: {ADDRESS: "%s", PORT: "8092"}}
            """
                .formatted(
                    pinned,
                    host.engine().address(),
                    host.engine().address(),
                    host.reference("web"),
                    host.engine().address()));
    host.engine().compose("/srv/own", "up -d").ok();
    host.engine().compose("/srv/own", "stop -t 1 idle").ok();
    host.push(Image.of("db", "v2"));
    host.push(Image.of("web", "v2"));

    PackageInventory inventory = host.list();

    assertThat(inventory.packages()).isEmpty();
    assertThat(reasons(inventory))
        .containsOnly(
            Map.entry("own/db", Reason.PINNED),
            Map.entry("own/app", Reason.BUILT_ON_HOST),
            Map.entry("own/idle", Reason.STOPPED));
  }

  @Test
  void aRegistryThatDoesNotTellIsNeverUpToDate() {
    host.push(Image.of("web", "v1"));
    host.shop("web");
    host.engine().registry().refuse(429);
    assertUnknown(Reason.RATE_LIMITED, FailureKind.REPOSITORY_UNAVAILABLE);
    host.engine().registry().refuse(401);
    assertUnknown(Reason.ACCESS_DENIED, FailureKind.COMMAND_FAILED);
    host.engine().registry().refuse(0);
    host.engine().registry().down();
    assertUnknown(Reason.UNREACHABLE, FailureKind.REPOSITORY_UNAVAILABLE);
    host.engine().registry().up();
    assertThat(host.list().unchecked()).isEmpty();
  }

  private static void assertUnknown(Reason reason, FailureKind kind) {
    PackageInventory inventory = host.list();
    assertThat(reasons(inventory)).containsOnly(Map.entry("shop/web", reason));
    assertThat(inventory.metadataAge()).isNull();
    Outcome.failure(kind, host.manager().upgradeDryRun(UpgradeOptions.defaults()));
  }

  @Test
  void anImageWithoutADigestAndOneThatIsGoneFromItsRegistry() {
    host.push(Image.of("web", "v1"));
    String web = host.reference("web");
    host.engine().run("docker pull -q " + web + " && docker tag " + web + " own:1");
    host.engine().run("docker tag " + web + " " + host.reference("gone"));
    host.shop("gone");
    assertThat(reasons(host.list())).containsOnly(Map.entry("shop/gone", Reason.NOT_FOUND));
    host.engine().compose(SHOP, "down -t 1").ok();
    host.engine().run("docker rmi -f " + web + " " + host.reference("gone"));
    host.engine().stack("/srv/local", Map.of("web", "own:1"));
    assertThat(reasons(host.list())).containsOnly(Map.entry("local/web", Reason.NO_ORIGIN));
  }

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
    assertThat(error.details()).containsKey("now");
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
    // It goes on trying to reach the host for hours; nobody waits for it any more.
    Future<UpdateResult> lost =
        host.manager().upgradeAll(UpgradeOptions.defaults(), new Remembering(job));
    host.engine().await("/var/lib/tendhost/jobs/" + job.get().jobId() + "/before");
    Outcome.of(host.executor().close());
    host.connect();
    assertThat(lost.isComplete()).isFalse();

    UpdateResult result = host.resume(job.get());

    assertRolledBack(result, "shop/web is unhealthy");
    assertThat(host.resume(job.get())).isEqualTo(result);
    assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v1");
  }

  private static Map<String, Reason> reasons(PackageInventory inventory) {
    Map<String, Reason> reasons = new TreeMap<>();
    for (UncheckedPackage each : inventory.unchecked()) {
      reasons.put(each.name(), each.reason());
    }
    return reasons;
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
