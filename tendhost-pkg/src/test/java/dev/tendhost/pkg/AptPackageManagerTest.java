package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.pkg.internal.Recorded;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AptPackageManagerTest {
  @Test
  void refreshIsTheOneCommandAsRootAndFailsOnAnything() {
    ScriptedExecutor executor = AptScript.healthy();
    Outcome.of(manager(executor, Map.of()).refresh());
    Command update = executor.commands().get(1);
    assertThat(update.argv()).startsWith("apt-get").endsWith("update");
    assertThat(update.argv()).contains("APT::Update::Error-Mode=any");
    assertThat(update.asRoot()).isTrue();
    assertThat(executor.commands())
        .allSatisfy(
            command ->
                assertThat(command.environment())
                    .containsEntry("LC_ALL", "C.UTF-8")
                    .containsEntry("LANGUAGE", "")
                    .containsEntry("DEBIAN_FRONTEND", "noninteractive"));
  }

  @Test
  void staleListsWithWarningsOnlyAreNoSuccess() {
    ScriptedExecutor warned =
        AptScript.refreshing(result(0, "", Recorded.apt("update-refused-warned.err")));
    FleetError error =
        Outcome.failure(FailureKind.REPOSITORY_UNAVAILABLE, manager(warned, Map.of()).refresh());
    assertThat(error.details()).containsEntry("exitCode", "0").containsKey("stderr");
    assertThat(error.command()).startsWith("as root: ").contains("apt-get").doesNotContain("C.UTF");
  }

  @Test
  void harmlessWarningsAreASuccess() {
    String warning = "W: Target Packages is configured multiple times in sources.list:1\n";
    Outcome.of(manager(AptScript.refreshing(result(0, "", warning)), Map.of()).refresh());
  }

  @Test
  void theAgeCountsFromBeforeAnOwnRefreshThatSucceeded() {
    AptPackageManager manager = manager(AptScript.healthy(), Map.of());
    assertThat(Outcome.of(manager.listUpgradable()).metadataAge())
        .isEqualTo(Duration.ofSeconds(10_100));
    Outcome.of(manager.refresh());
    assertThat(Outcome.of(manager.listUpgradable()).metadataAge())
        .isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void aRefreshThatFailedMakesNothingYounger() {
    AptPackageManager manager = manager(AptScript.locked(), Map.of("apt.lock-timeout", "0"));
    Outcome.failure(FailureKind.PACKAGES_LOCKED, manager.refresh());
    assertThat(Outcome.of(manager.listUpgradable()).metadataAge())
        .isEqualTo(Duration.ofSeconds(10_100));
  }

  @Test
  void whatIsOnHoldIsListedAndNotPlanned() {
    AptPackageManager manager = manager(AptScript.healthy(), Map.of());
    assertThat(Outcome.of(manager.listUpgradable()).packages())
        .hasSize(136)
        .filteredOn(each -> each.heldBack() != null)
        .singleElement()
        .satisfies(each -> assertThat(each.name()).isEqualTo("bash"));
    assertThat(Outcome.of(manager.upgradeDryRun(UpgradeOptions.defaults())).heldBack())
        .containsExactly(new HeldBackPackage("bash", "amd64", HeldBackReason.HELD));
  }

  @Test
  void whatAHoldExplainsIsNotSimulatedFurther() {
    ScriptedExecutor executor = AptScript.healthy();
    Outcome.of(manager(executor, Map.of()).upgradeDryRun(UpgradeOptions.defaults()));
    assertThat(executor.commands())
        .filteredOn(command -> command.withTitle(null).display().contains(" -s "))
        .hasSize(2);
  }

  @Test
  void settingsMustBeAbsolutePaths() {
    for (String key : Set.of("apt.status-file", "apt.config")) {
      for (String path : Set.of("relative", "", "/a\nb")) {
        AptPackageManager manager = manager(AptScript.healthy(), Map.of(key, path));
        FleetError error =
            Outcome.failure(FailureKind.INVALID_CONFIGURATION, manager.listUpgradable());
        assertThat(error.message()).contains(key);
      }
    }
  }

  @Test
  void aStatusCopyIsReadByEveryCommandThatListsOrPlans() {
    ScriptedExecutor executor = AptScript.healthy();
    Outcome.of(manager(executor, Map.of("apt.status-file", "/copy")).listUpgradable());
    assertThat(executor.commands())
        .filteredOn(command -> !command.withTitle(null).display().contains("--print-uris"))
        .hasSize(7)
        .allMatch(command -> command.withTitle(null).display().contains("/copy"));
  }

  @Test
  void anExcludedNameThatIsNoPackageNameIsRefused() {
    for (String name : Set.of("--help", "a b", "*", "~U", "a=1", "a:any", "")) {
      ScriptedExecutor executor = AptScript.healthy();
      UpgradeOptions options = UpgradeOptions.defaults().withExcluded(Set.of(name));
      Outcome.failure(
          FailureKind.INVALID_CONFIGURATION, manager(executor, Map.of()).upgradeDryRun(options));
      assertThat(executor.commands()).isEmpty();
    }
  }

  @Test
  void aServiceOfAStackThatIsExcludedIsNoBusinessOfApts() {
    AptPackageManager manager = manager(AptScript.healthy(), Map.of());
    UpgradeOptions plain = UpgradeOptions.defaults();
    assertThat(Outcome.of(manager.upgradeDryRun(plain.withExcluded(Set.of("shop/web")))).changes())
        .isEqualTo(Outcome.of(manager.upgradeDryRun(plain)).changes());
  }

  private static AptPackageManager manager(
      ScriptedExecutor executor, Map<String, String> settings) {
    return new AptPackageManager(
        new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), settings), executor);
  }
}
