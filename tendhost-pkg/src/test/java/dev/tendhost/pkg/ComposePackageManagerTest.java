package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.pkg.ComposeScript.manager;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found, and what becomes of registries, engines and files that do not tell. */
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
}
