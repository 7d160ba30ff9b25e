package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.pkg.TroubledApt.REPAIRED;
import static dev.tendhost.pkg.TroubledApt.UPGRADED;
import static dev.tendhost.pkg.TroubledApt.text;
import static dev.tendhost.pkg.TroubledApt.unpacked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an upgrade whose host has to be repaired first. */
class AptRepairTest {
  private static final UpgradeOptions REPAIR =
      UpgradeOptions.defaults().withRepairInterrupted(true);
  private static final String NOTHING = PlanDigest.of("apt", REPAIR, List.of());
  private static final String LOCKED =
      "E: Could not get lock /var/cache/apt/archives/lock. It is held by process 59 (perl)";

  @Test
  void theResultBeginsWithWhatTheRepairDid() {
    TroubledApt host = unpacked();
    UpdateResult result = Outcome.of(host.upgrade(REPAIR));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).containsExactly(REPAIRED, UPGRADED);
    assertThat(result.conffiles()).containsExactly("/etc/tend");
    assertThat(host.steps()).containsExactly("repair", "download", "install");
    assertThat(host.ended).isEqualTo(host.starting);
  }

  @Test
  void aRepairAfterWhichNothingIsLeftIsAnUpdate() {
    UpdateResult result = Outcome.of(unpacked().upToDate().upgrade(REPAIR));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).containsExactly(REPAIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "download, PACKAGES_LOCKED, '" + LOCKED + "'",
    "download, REPOSITORY_UNAVAILABLE, 'E: Failed to fetch http://127.0.0.1/a.deb  404  Not Found'",
    "install, COMMAND_FAILED, 'E: Packages need to be removed but remove is disabled.'",
  })
  void aLaterStepThatFailsHidesNoRepair(String step, FailureKind kind, String out) {
    TroubledApt host = unpacked().ending(step, "exited 100", out);
    assertRepairedAndThen(kind, Outcome.of(host.upgrade(REPAIR)));
    assertThat(host.ended).isEqualTo(host.starting);
  }

  @Test
  void aFullDiskHidesNoRepair() {
    String full =
        "tendhost-probe-begin\napt Need to get 5 MB of archives.\n"
            + "apt After this operation, 3233 kB of additional disk space will be used.\n"
            + "free ARCHIVES 1 /\nfree USR 1 /\ntendhost-probe-end\n";
    UpdateResult result = Outcome.of(unpacked().on(text("--assume-no"), ok(full)).upgrade(REPAIR));
    assertRepairedAndThen(FailureKind.NO_SPACE, result);
  }

  @Test
  void aPlanThatDriftedByTheRepairHidesNoRepair() {
    UpdatePlan plan = Outcome.of(unpacked().manager().upgradeDryRun(REPAIR));
    TroubledApt host = unpacked();
    AtomicInteger simulated = new AtomicInteger();
    host.on(
        text("--with-new-pkgs").and(command -> simulated.incrementAndGet() > 1),
        ok(
            "tendhost-probe-begin\n"
                + "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n"
                + "tendhost-probe-end\n"));
    UpdateResult result = Outcome.of(host.upgrade(REPAIR.withExpectedPlanDigest(plan.digest())));
    assertRepairedAndThen(FailureKind.PLAN_DRIFTED, result);
    assertThat(host.steps()).containsExactly("repair");
  }

  @Test
  void aLaterJobWhoseEndIsNotKnownIsUnknownAndStaysOpen() {
    TroubledApt host = unpacked();
    host.executor.on(
        TroubledApt.aboutJobs().and(text("apt-install-")),
        Answers.failing(
            new TendhostException(FailureKind.HOST_KEY_CHANGED, HostName.of("h1"), "another")));
    UpdateResult result = Outcome.of(host.upgrade(REPAIR));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.UNKNOWN);
    assertThat(result.changes()).containsExactly(REPAIRED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.HOST_KEY_CHANGED);
    assertThat(host.starting).hasSize(3);
    assertThat(host.ended).hasSize(2);
  }

  private static void assertRepairedAndThen(FailureKind kind, UpdateResult result) {
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(kind);
    assertThat(result.error().message())
        .contains("was repaired; after that: ")
        .doesNotContain("nothing was changed");
    assertThat(result.changes()).containsExactly(REPAIRED);
    assertThat(result.conffiles()).containsExactly("/etc/tend");
  }

  @Test
  void whoeverFetchesOnlyRepairsNothing() {
    TroubledApt host = unpacked();
    UpdateResult result = Outcome.of(host.upgrade(REPAIR.withDownloadOnly(true)));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.DOWNLOADED);
    assertThat(host.steps()).containsExactly("download-only");
  }

  @Test
  void whoeverFetchesOnlyIsToldWhatIsInTheWay() {
    TroubledApt host =
        unpacked()
            .ending(
                "download-only",
                "exited 100",
                "E: dpkg was interrupted, you must manually run 'dpkg --configure -a'");
    FleetError error =
        Outcome.failure(
            FailureKind.TRANSACTION_INTERRUPTED, host.upgrade(REPAIR.withDownloadOnly(true)));
    assertThat(error.message()).contains("nothing was changed", "dpkg --configure -a");
    assertThat(host.ended).isEqualTo(host.starting);
  }

  @Test
  void anApprovedPlanOfNothingAllowsNoRepairWhereThereIsMoreToDo() {
    TroubledApt host = unpacked();
    Outcome.failure(FailureKind.PLAN_DRIFTED, host.upgrade(REPAIR.withExpectedPlanDigest(NOTHING)));
    assertThat(host.starting).isEmpty();
  }

  @Test
  void theRepairAloneCanBeApproved() {
    TroubledApt host = unpacked().thatCannotBePlanned();
    UpdateResult result = Outcome.of(host.upgrade(REPAIR.withExpectedPlanDigest(NOTHING)));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).containsExactly(REPAIRED);
    assertThat(host.steps()).containsExactly("repair");
  }

  @Test
  void aHostThatCannotBePlannedIsRepairedFirst() {
    TroubledApt host = unpacked().thatCannotBePlanned();
    UpdateResult result = Outcome.of(host.upgrade(REPAIR));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).containsExactly(REPAIRED, UPGRADED);
  }

  @Test
  void ofAHostThatCannotBePlannedEverythingNewerIsListedWithWhatIsInTheWay() {
    PackageInventory found =
        Outcome.of(unpacked().thatCannotBePlanned().manager().listUpgradable());
    assertThat(found.packages()).hasSize(136).allMatch(each -> each.heldBack() != null);
    assertThat(found.packages())
        .filteredOn(each -> each.heldBack() == HeldBackReason.BROKEN_DEPENDENCIES)
        .hasSize(135);
    assertThat(String.join("\n", found.problems()))
        .contains("tend (unpacked); repair with 'dpkg --configure -a'")
        .contains("Unmet dependencies")
        .contains("tend: Depends: tend-data (>= 2) but 1 is installed");
  }

  @Test
  void aHostThatCannotBePlannedIsPlannedOnlyToBeRepaired() {
    UpdatePlan plan = Outcome.of(unpacked().thatCannotBePlanned().manager().upgradeDryRun(REPAIR));
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.digest()).isEqualTo(NOTHING);
    assertThat(plan.heldBack()).hasSize(136);
    for (UpgradeOptions options :
        List.of(UpgradeOptions.defaults(), REPAIR.withDownloadOnly(true))) {
      TroubledApt host = unpacked().thatCannotBePlanned();
      FleetError error =
          Outcome.failure(FailureKind.TRANSACTION_INTERRUPTED, host.upgrade(options));
      assertThat(error.message())
          .contains("tend (unpacked); repair with 'dpkg --configure -a'")
          .contains("tend: Depends: tend-data (>= 2)");
      assertThat(host.starting).isEmpty();
    }
  }

  @Test
  void aPlanThatCannotBeComparedIsRefusedBeforeTheRepair() {
    TroubledApt host = unpacked().thatCannotBePlanned();
    FleetError error =
        Outcome.failure(
            FailureKind.PLAN_DRIFTED, host.upgrade(REPAIR.withExpectedPlanDigest("0".repeat(64))));
    assertThat(error.message()).contains("nothing was changed", "cannot be compared", "tend");
    assertThat(host.starting).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tend (half-installed)", "tend (installed, reinstreq)"})
  void whatNoRepairCanMendIsToldBeforeOneIsTried(String left) {
    TroubledApt host = new TroubledApt(left).thatCannotBePlanned();
    FleetError error = Outcome.failure(FailureKind.TRANSACTION_INTERRUPTED, host.upgrade(REPAIR));
    assertThat(error.message()).contains(left, "cannot mend that");
    assertThat(host.starting).isEmpty();
  }

  @Test
  void brokenDependenciesOfAHostThatDpkgCallsWellAreNamed() {
    TroubledApt broken = TroubledApt.well().thatCannotBePlanned();
    FleetError error =
        Outcome.failure(FailureKind.BROKEN_DEPENDENCIES, broken.manager().listUpgradable());
    assertThat(error.message()).contains("tend: Depends: tend-data (>= 2) but 1 is installed");
  }
}
