package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposePackageManagerTest {
  private static final String WORKER_NOW =
      "sha256:8efd3eddde97ea110c526126c5aaf8a22bf1db63b829ace7be1ea6c5c28174e7";

  @Test
  void everyServiceIsUpgradableOrUncheckedOrUpToDate() {
    PackageInventory inventory = Outcome.of(manager(ComposeScript.healthy()).listUpgradable());
    assertThat(inventory.packages())
        .extracting(UpgradablePackage::name)
        .containsExactly("odd/side", "shop/init", "shop/web", "shop/worker");
    assertThat(reasons(inventory))
        .containsOnly(
            Map.entry("odd/stopped", Reason.STOPPED),
            Map.entry("odd/built", Reason.BUILT_ON_HOST),
            Map.entry("odd/down", Reason.UNREACHABLE),
            Map.entry("odd/gone", Reason.NOT_FOUND),
            Map.entry("shop/db", Reason.PINNED));
    assertThat(inventory.problems()).isEmpty();
    assertThat(inventory.metadataAge()).as("two were not answered for").isNull();
  }

  @Test
  void whatIsAnsweredForIsFresh() {
    PackageInventory inventory = Outcome.of(manager(upToDate()).listUpgradable());
    assertThat(inventory.packages())
        .extracting(UpgradablePackage::name)
        .containsExactly("shop/web");
    assertThat(inventory.metadataAge()).isEqualTo(Duration.ZERO);
    assertThat(inventory.unchecked()).extracting(UncheckedPackage::name).doesNotContain("odd/gone");
  }

  @ParameterizedTest
  @CsvSource({
    "toomanyrequests: slow down, RATE_LIMITED, REPOSITORY_UNAVAILABLE",
    "dial tcp: connection refused, UNREACHABLE, REPOSITORY_UNAVAILABLE",
    "unauthorized: authentication required, ACCESS_DENIED, COMMAND_FAILED",
    "no idea why, UNKNOWN, COMMAND_FAILED",
  })
  void aSilentRegistryNeverMeansUpToDateAndAPlanOfNothingFails(
      String why, Reason reason, FailureKind kind) {
    ScriptedExecutor executor =
        ComposeScript.base().on("--resolve-image-digests", ComposeScript.refusal(why));
    PackageInventory inventory = Outcome.of(manager(executor).listUpgradable());
    assertThat(inventory.packages()).isEmpty();
    assertThat(inventory.metadataAge()).isNull();
    assertThat(reasons(inventory)).containsEntry("shop/web", reason);
    FleetError error =
        Outcome.failure(kind, manager(executor).upgradeDryRun(UpgradeOptions.defaults()));
    assertThat(error.details()).containsKey("shop/web");
    Outcome.failure(
        kind, manager(executor).upgradeAll(UpgradeOptions.defaults(), UpgradeListener.none()));
  }

  @Test
  void aRegistryThatWantsNoMoreQuestionsIsAskedNothingElse() {
    ScriptedExecutor executor =
        ComposeScript.base()
            .on("--resolve-image-digests", ComposeScript.refusal("toomanyrequests: slow down"));
    Outcome.of(manager(executor).listUpgradable());
    assertThat(executor.commands())
        .filteredOn(command -> command.argv().contains("--resolve-image-digests"))
        .as("one of each of the two registries")
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | {"digest":"sha256:8efd3eddde97ea110c526126c5aaf8a22bf1db63b829ace7be1ea6c5c28174e7"} | |
          0 | [{"Descriptor":{}},{"Descriptor":{}}] | | ACCESS_DENIED
          1 | | unauthorized: authentication required | ACCESS_DENIED
          1 | | no idea why | ACCESS_DENIED
          1 | | http: server gave HTTP response to HTTPS client | ACCESS_DENIED
          """)
  void whoWantsALoginIsAskedOnceMoreWithTheUsersOwn(
      int exitCode, String json, String stderr, Reason reason) {
    String denied = "HTTP/1.1 500 Error\r\nA: b\r\n\r\n{\"message\":\"no basic auth credentials\"}";
    CommandResult client =
        Answers.result(exitCode, json == null ? "" : json, stderr == null ? "" : stderr);
    ScriptedExecutor executor =
        ComposeScript.host(Map.of("127.0.0.1:5062/tend-worker:stable", ok(denied)))
            .on("docker manifest inspect", client);
    Map<String, Reason> reasons = reasons(Outcome.of(manager(executor).listUpgradable()));
    if (reason == null) {
      assertThat(reasons).doesNotContainKey("shop/worker");
    } else {
      assertThat(reasons).containsEntry("shop/worker", reason);
    }
  }

  @Test
  void anEngineThatIsDownIsAFailureNotAnAnswer() {
    ScriptedExecutor executor =
        ComposeScript.base()
            .on(
                "--resolve-image-digests",
                ComposeScript.refusal("Cannot connect to the Docker daemon at unix:///x.sock."));
    Outcome.failure(FailureKind.UNHEALTHY, manager(executor).listUpgradable());
  }

  @Test
  void oneStackWithBrokenFilesHidesNothingOfTheOthers() {
    ScriptedExecutor executor =
        new ScriptedExecutor()
            .on("--project-name odd", Answers.result(15, "", "yaml: line 1: no node content\n"))
            .over(ComposeScript.healthy());
    PackageInventory inventory = Outcome.of(manager(executor).listUpgradable());
    assertThat(inventory.problems())
        .containsExactly(
            "the files of the stack odd cannot be read: yaml: line 1: no node content");
    assertThat(reasons(inventory)).containsEntry("odd/side", Reason.UNKNOWN);
    assertThat(inventory.packages()).extracting(UpgradablePackage::name).contains("shop/web");
  }

  @Test
  void exclusionsByServiceOrByStackAndService() {
    UpgradeOptions options =
        UpgradeOptions.defaults().withExcluded(Set.of("web", "shop/worker", "libc6:amd64"));
    UpdatePlan plan = Outcome.of(manager(ComposeScript.healthy()).upgradeDryRun(options));
    assertThat(plan.changes())
        .extracting(PackageChange::name)
        .containsExactly("odd/side", "shop/init");
    assertThat(plan.heldBack())
        .containsExactly(
            new HeldBackPackage("shop/web", null, HeldBackReason.EXCLUDED),
            new HeldBackPackage("shop/worker", null, HeldBackReason.EXCLUDED));
  }

  @Test
  void aPlanSaysFromWhichDigestToWhich() {
    UpdatePlan plan =
        Outcome.of(manager(ComposeScript.healthy()).upgradeDryRun(UpgradeOptions.defaults()));
    PackageChange worker = plan.changes().get(3);
    assertThat(worker.from()).isEqualTo(WORKER_NOW);
    assertThat(worker.to())
        .isEqualTo("sha256:fc71d8f1e4ded0901fee845376302649b75e32c2aa2bdfb850b6e34e8ba1125d");
    assertThat(worker.origin()).isEqualTo("127.0.0.1:5062/tend-worker:stable");
  }

  @Test
  void everyModeIsHonouredAndFetchingOnlyIsNot() {
    for (UpgradeMode mode : UpgradeMode.values()) {
      UpgradeOptions options = UpgradeOptions.defaults().withMode(mode);
      assertThat(Outcome.of(manager(ComposeScript.healthy()).upgradeDryRun(options)).changes())
          .hasSize(4);
    }
    UpgradeOptions fetchOnly = UpgradeOptions.defaults().withDownloadOnly(true);
    ScriptedExecutor executor = ComposeScript.healthy();
    Outcome.failure(FailureKind.UNSUPPORTED, manager(executor).upgradeDryRun(fetchOnly));
    Outcome.failure(
        FailureKind.UNSUPPORTED, manager(executor).upgradeAll(fetchOnly, UpgradeListener.none()));
    assertThat(executor.commands()).isEmpty();
  }

  @Test
  void aDriftIsToldInWords() {
    Map<String, CommandResult> registries = new LinkedHashMap<>();
    ScriptedExecutor executor = new ScriptedExecutor().over(new Switching(registries));
    ComposePackageManager manager = manager(executor);
    UpdatePlan plan = Outcome.of(manager.upgradeDryRun(UpgradeOptions.defaults()));
    registries.put("127.0.0.1:5062/tend-worker:stable", ok(ComposeScript.recorded("http-web.txt")));
    FleetError error =
        Outcome.failure(
            FailureKind.PLAN_DRIFTED,
            manager.upgradeAll(
                UpgradeOptions.defaults().withExpectedPlanDigest(plan.digest()),
                UpgradeListener.none()));
    assertThat(error.details().get("gone")).contains("shop/worker").doesNotContain("shop/web");
    assertThat(error.details().get("added")).contains("shop/worker");
    assertThat(error.details().get("now")).contains("shop/web");
  }

  @Test
  void directoriesWithoutAStackAreToldApart() {
    String setting = "/srv/b c:/srv/shop";
    assertThat(Outcome.of(manager(ComposeScript.healthy(), setting).listUpgradable()).problems())
        .isEmpty();
    ScriptedExecutor other =
        new ScriptedExecutor()
            .on(
                "docker-compose.yaml docker-compose.yml; do",
                ok("tendhost-probe-begin\nfile 0 compose.yml\nfile 1 none\ntendhost-probe-end\n"))
            .over(ComposeScript.healthy());
    FleetError error =
        Outcome.failure(
            FailureKind.INVALID_CONFIGURATION,
            manager(other, "[\"/srv/idle\", \"/srv/x:y\"]").listUpgradable());
    assertThat(error.message()).contains("\"/srv/x:y\"").doesNotContain("/srv/idle\"");
    ScriptedExecutor idle =
        new ScriptedExecutor()
            .on(
                "docker-compose.yaml docker-compose.yml; do",
                ok("tendhost-probe-begin\nfile 0 compose.yml\ntendhost-probe-end\n"))
            .over(ComposeScript.healthy());
    assertThat(Outcome.of(manager(idle, "/srv/idle").listUpgradable()).problems())
        .containsExactly(
            "the stack of /srv/idle/compose.yml has no containers, so nothing of it was checked");
  }

  @ParameterizedTest
  @CsvSource({
    "compose.paths, relative",
    "compose.paths, /a::/b",
    "compose.paths, [1]",
    "compose.paths, [",
    "compose.soak, 10",
    "compose.soak, PT-1S",
    "compose.soak, PT2H",
    "compose.patience, soon",
    "compose.as-root, yes",
  })
  void settingsThatMakeNoSense(String key, String value) {
    ScriptedExecutor executor = ComposeScript.healthy();
    FleetError error =
        Outcome.failure(
            FailureKind.INVALID_CONFIGURATION,
            new ComposePackageManager(host(Map.of(key, value)), executor).listUpgradable());
    assertThat(error.message()).contains(key);
    assertThat(executor.commands()).isEmpty();
  }

  @Test
  void everythingAsRootIfTheHostSaysSo() {
    ScriptedExecutor executor = ComposeScript.healthy();
    Outcome.of(
        new ComposePackageManager(host(Map.of("compose.as-root", "true")), executor)
            .listUpgradable());
    assertThat(executor.commands()).isNotEmpty().allMatch(Command::asRoot);
  }

  @Test
  void withTheLoginThatWasAskedEverywhere() {
    ScriptedExecutor executor = ComposeScript.healthy();
    Outcome.of(manager(executor).listUpgradable());
    assertThat(executor.commands().subList(1, executor.commands().size()))
        .allSatisfy(
            command ->
                assertThat(command.environment()).containsEntry("DOCKER_CONFIG", "/root/.docker"));
  }

  private static Map<String, Reason> reasons(PackageInventory inventory) {
    Map<String, Reason> reasons = new LinkedHashMap<>();
    inventory.unchecked().forEach(each -> reasons.put(each.name(), each.reason()));
    return reasons;
  }

  /** Every registry answers, and only web is newer. */
  private static ScriptedExecutor upToDate() {
    CommandResult current =
        ok("HTTP/1.1 200 OK\r\nA: b\r\n\r\n{\"Descriptor\":{\"digest\":\"" + WORKER_NOW + "\"}}");
    return ComposeScript.host(
        Map.of(
            "127.0.0.1:5062/tend-worker:stable", current,
            "127.0.0.1:5062/nosuch:latest", current,
            "127.0.0.1:5999/tend-worker:stable", current));
  }

  private static ComposePackageManager manager(RemoteExecutor executor) {
    return new ComposePackageManager(host(Map.of()), executor);
  }

  private static ComposePackageManager manager(RemoteExecutor executor, String paths) {
    return new ComposePackageManager(host(Map.of("compose.paths", paths)), executor);
  }

  private static ManagedHost host(Map<String, String> settings) {
    return new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), settings);
  }

  /** A host whose registries change. */
  private record Switching(Map<String, CommandResult> registries) implements RemoteExecutor {
    @Override
    public Future<CommandResult> run(Command command) {
      return ComposeScript.host(registries).run(command);
    }

    @Override
    public Future<Void> disconnect() {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
