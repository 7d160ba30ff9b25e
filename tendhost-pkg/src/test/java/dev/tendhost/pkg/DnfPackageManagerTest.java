package dev.tendhost.pkg;

import static dev.tendhost.api.response.HeldBackReason.BROKEN_DEPENDENCIES;
import static dev.tendhost.api.response.HeldBackReason.EXCLUDED;
import static dev.tendhost.api.response.HeldBackReason.HELD;
import static dev.tendhost.api.response.HeldBackReason.KEPT_BACK;
import static dev.tendhost.api.response.HeldBackReason.NEEDS_REMOVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnfPackageManagerTest {
  private static final UpgradeOptions OPTIONS = UpgradeOptions.defaults();

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void everythingThatIsNewerIsListedWithWhatKeepsIt(String tool) {
    PackageInventory inventory = Outcome.of(manager(DnfScript.healthy(tool)).listUpgradable());
    assertThat(inventory.problems()).isEmpty();
    assertThat(inventory.packages())
        .extracting("name", "from", "to", "security", "heldBack")
        .contains(
            tuple("hello-tend", "1.0-1", "2.0-1", true, null),
            tuple("kernel-core", "6.1.0-3.fc39", "6.1.0-10.fc39", true, null),
            tuple("tend-epoch", "1:1.0-2", "2:1.0-1", true, null),
            tuple("tend-newdep", "1.0-1", "2.0-1", false, null),
            tuple("tend-broken", "1.0-1", "2.0-1", false, BROKEN_DEPENDENCIES),
            tuple("tend-taker", "1.0-1", "2.0-1", false, NEEDS_REMOVAL),
            tuple("tend-old", "1.0-1", "2.0-1", false, NEEDS_REMOVAL))
        .hasSize(9);
    assertThat(inventory.packages())
        .filteredOn(each -> each.replacedBy() != null)
        .extracting("name", "replacedBy")
        .containsExactly(tuple("tend-old", "tend-new"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void byDefaultNewDependenciesComeAndOnlyTheOldestKernelGoes(String tool) {
    UpdatePlan plan = Outcome.of(manager(DnfScript.healthy(tool)).upgradeDryRun(OPTIONS));
    assertThat(of(plan, ChangeAction.INSTALL))
        .containsExactlyInAnyOrder("tend-libnew null 2.0-1", "kernel-core null 6.1.0-10.fc39");
    assertThat(of(plan, ChangeAction.REMOVE)).containsExactly("kernel-core 6.1.0-1.fc39 null");
    assertThat(of(plan, ChangeAction.UPGRADE))
        .contains("hello-tend 1.0-1 2.0-1", "tend-epoch 1:1.0-2 2:1.0-1")
        .hasSize(5);
  }

  @Test
  void dnf4AndDnf5PlanTheSameWithTheSameDigest() {
    for (UpgradeMode mode : UpgradeMode.values()) {
      UpgradeOptions options = OPTIONS.withMode(mode);
      UpdatePlan four =
          Outcome.of(manager(DnfScript.healthy(DnfScript.DNF4)).upgradeDryRun(options));
      UpdatePlan five =
          Outcome.of(manager(DnfScript.healthy(DnfScript.DNF5)).upgradeDryRun(options));
      assertThat(four.changes())
          .as(mode.name())
          .containsExactlyInAnyOrderElementsOf(five.changes());
      assertThat(four.digest()).as(mode.name()).isEqualTo(five.digest());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void withoutNewPackagesNothingNewComes(String tool) {
    UpdatePlan plan =
        Outcome.of(
            manager(DnfScript.healthy(tool))
                .upgradeDryRun(OPTIONS.withMode(UpgradeMode.INSTALLED_ONLY)));
    assertThat(of(plan, ChangeAction.INSTALL)).containsExactly("kernel-core null 6.1.0-10.fc39");
    assertThat(plan.heldBack()).contains(new HeldBackPackage("tend-newdep", "noarch", KEPT_BACK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void withRemovalsWhatConflictsAndWhatIsObsoleteGoes(String tool) {
    UpdatePlan plan =
        Outcome.of(
            manager(DnfScript.healthy(tool))
                .upgradeDryRun(OPTIONS.withMode(UpgradeMode.WITH_REMOVALS)));
    assertThat(of(plan, ChangeAction.REMOVE))
        .containsExactlyInAnyOrder(
            "kernel-core 6.1.0-1.fc39 null", "tend-old 1.0-1 null", "tend-victim 1.0-1 null");
    assertThat(of(plan, ChangeAction.INSTALL)).contains("tend-new null 2.0-1");
    assertThat(plan.heldBack())
        .containsExactly(new HeldBackPackage("tend-broken", "noarch", BROKEN_DEPENDENCIES));
  }

  @Test
  void whatIsExcludedIsPassedToDnfAndToldSo() {
    ScriptedExecutor executor = DnfScript.healthy(DnfScript.DNF4);
    UpgradeOptions options = OPTIONS.withExcluded(Set.of("tend-libnew", "tend-newdep:noarch"));
    UpdatePlan plan = Outcome.of(manager(executor).upgradeDryRun(options));
    assertThat(executor.commands())
        .anyMatch(
            command ->
                command
                    .withTitle(null)
                    .display()
                    .contains("--exclude=tend-libnew --exclude=tend-newdep.noarch)"));
    assertThat(plan.heldBack()).contains(new HeldBackPackage("tend-newdep", "noarch", EXCLUDED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void versionLocksAndExclusionsOfTheHostAreHolds(String tool) {
    PackageInventory inventory = Outcome.of(manager(DnfScript.holding(tool)).listUpgradable());
    assertThat(inventory.packages())
        .filteredOn(each -> each.heldBack() == HELD)
        .extracting("name")
        .containsExactly("hello-tend", "tend-longver");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void anInterruptedTransactionIsAProblemAndNoPlan(String tool) {
    PackageInventory inventory = Outcome.of(manager(DnfScript.interrupted(tool)).listUpgradable());
    assertThat(inventory.problems())
        .singleElement()
        .asString()
        .contains("tend-slow.noarch is installed as 1.0-1 and as 2.0-1")
        .contains("interrupted");
    Outcome.failure(
        FailureKind.TRANSACTION_INTERRUPTED,
        manager(DnfScript.interrupted(tool)).upgradeDryRun(OPTIONS));
    assertThat(
            Outcome.of(
                    manager(DnfScript.interrupted(tool))
                        .upgradeDryRun(OPTIONS.withRepairInterrupted(true)))
                .changes())
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void aTransactionAtWorkIsALockAndNotAnInterruptedOne(String tool) {
    FleetError error =
        Outcome.failure(
            FailureKind.PACKAGES_LOCKED, manager(DnfScript.busy(tool)).listUpgradable());
    assertThat(error.details().get("holder")).contains("upgrade tend-slow");
  }

  @Test
  void yumCannotRemoveWhatStandsInTheWay() {
    Outcome.failure(
        FailureKind.UNSUPPORTED,
        manager(DnfScript.healthy(DnfScript.YUM3))
            .upgradeDryRun(OPTIONS.withMode(UpgradeMode.WITH_REMOVALS)));
  }

  @Test
  void anExcludedNameThatIsNoPackageNameIsRefused() {
    for (String name : Set.of("--help", "a b", "*", "a?", "[a]", "a=1", "a:b:c", "")) {
      ScriptedExecutor executor = DnfScript.healthy(DnfScript.DNF4);
      Outcome.failure(
          FailureKind.INVALID_CONFIGURATION,
          manager(executor).upgradeDryRun(OPTIONS.withExcluded(Set.of(name))));
      assertThat(executor.commands()).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static List<String> of(UpdatePlan plan, ChangeAction action) {
    return plan.changes().stream()
        .filter(change -> change.action() == action)
        .map(DnfPackageManagerTest::text)
        .toList();
  }

  private static String text(PackageChange change) {
    return change.name() + " " + change.from() + " " + change.to();
  }

  private static DnfPackageManager manager(ScriptedExecutor executor) {
    return new DnfPackageManager(
        new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), Map.of()), executor);
  }
}
