package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.DebPackage;
import org.junit.jupiter.api.Test;

/**
 * Hosts that dpkg left in a state for which apt finds no solution, and steps without their next.
 */
class AptRepairHostTest extends AptHostTests {
  private static final UpgradeOptions REPAIR = DEFAULTS.withRepairInterrupted(true);
  private static final DebPackage NEEDS_B2 = DebPackage.of("needs", "2").depends("b (>= 2)");

  /** Of the two that dpkg has unpacked, the second is in its journal alone. */
  private static void interruptedWithAJournal() {
    host.install(DebPackage.of("b", "1"));
    outdated(A2);
    unpack(NEEDS_B2);
    host.run("cp /var/lib/dpkg/status /root/status");
    unpack(DebPackage.of("b", "2"));
    host.run(
        "awk -v RS= '/^Package: b\\n/' /var/lib/dpkg/status >/var/lib/dpkg/updates/0000;"
            + " mv /root/status /var/lib/dpkg/status");
    assertThat(host.look("apt-get -s upgrade").output()).contains("E: Unmet dependencies");
  }

  private static void unpack(DebPackage one) {
    host.publish(one);
    host.update();
    host.run(
        "cd /root && apt-get -q download %1$s=%2$s && dpkg --unpack %1$s_*.deb && rm %1$s_*.deb"
            .formatted(one.name(), one.version()));
  }

  @Test
  void whatAptCannotPlanOnIsRepairedFirst() {
    interruptedWithAJournal();
    try (TendedHost tended = TendedHost.of(host)) {
      PackageInventory found = Outcome.of(tended.manager().listUpgradable());
      assertThat(String.join("\n", found.problems()))
          .contains("needs (unpacked)", "run of dpkg was interrupted", "needs: Depends: b (>= 2)");
      assertThat(found.packages()).allMatch(each -> each.heldBack() != null);
      UpdatePlan plan = Outcome.of(tended.manager().upgradeDryRun(REPAIR));
      assertThat(plan.changes()).isEmpty();
    }
    FleetError error = refused(FailureKind.TRANSACTION_INTERRUPTED, DEFAULTS);
    assertThat(error.message()).contains("needs (unpacked)", "dpkg --configure -a");

    UpdateResult result = upgraded(REPAIR);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.state("a") + host.state("b") + host.state("needs")).isEqualTo("ii 2ii 2ii 2");
  }

  @Test
  void whatOnlyAptsOwnRemedyMendsIsToldWithIt() {
    host.install(DebPackage.of("b", "1"));
    outdated(A2);
    unpack(NEEDS_B2);

    UpdateResult result = upgraded(REPAIR);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(result.error().message()).contains("needs (", "apt-get --fix-broken install");
    assertThat(host.state("a") + host.state("b")).isEqualTo("ii 1ii 1");
  }

  @Test
  void whatHasToBeInstalledAgainIsToldAndNothingIsTried() {
    outdated(A2);
    host.install(DebPackage.of("gone", "1"));
    host.run(
        "sed -i '/^Package: gone$/,/^$/ s/^Status: .*/Status: install reinstreq half-installed/'"
            + " /var/lib/dpkg/status");

    FleetError error = refused(FailureKind.TRANSACTION_INTERRUPTED, REPAIR);

    assertThat(error.message()).contains("gone (half-installed, reinstreq)", "install them again");
    assertThat(host.state("a")).isEqualTo("ii 1");
  }

  @Test
  void whoeverFetchesOnlyRepairsNothing() {
    host.install(DebPackage.of("b", "1"));
    outdated(A2);
    host.interruptDpkg(DebPackage.of("b", "2"));

    FleetError error = refused(FailureKind.TRANSACTION_INTERRUPTED, REPAIR.withDownloadOnly(true));

    assertThat(error.message()).contains("nothing was changed", "dpkg --configure -a");
    assertThat(host.state("b")).isEqualTo("iF 2");
  }

  @Test
  void aFailureAfterARepairTellsTheRepair() {
    host.install(DebPackage.of("b", "1"));
    outdated(A2);
    host.interruptDpkg(DebPackage.of("b", "2"));
    host.run("touch /run/never");
    host.mirror().close();

    UpdateResult result = upgraded(REPAIR);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.REPOSITORY_UNAVAILABLE);
    assertThat(result.error().message())
        .contains("was repaired; after that: ")
        .doesNotContain("nothing was changed");
    assertThat(host.state("a") + host.state("b")).isEqualTo("ii 1ii 2");
  }

  @Test
  void aStepWithoutItsNextIsNotTheUpgradeAndOneThatWasRemovedIsLost() {
    outdated(A2);
    try (TendedHost first = TendedHost.of(host);
        TendedHost second = TendedHost.of(host)) {
      Outcome.of(first.upgrade(DEFAULTS.withDownloadOnly(true)));
      JobRef only = first.jobs().last();
      assertThat(Outcome.of(second.resume(only, DEFAULTS)).outcome())
          .isEqualTo(UpdateResult.Outcome.DOWNLOADED);
      JobRef download = new JobRef("apt", "download", only.jobId(), only.planDigest());

      UpdateResult result = Outcome.of(second.resume(download, DEFAULTS));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(result.error().kind()).isEqualTo(FailureKind.UPGRADE_NOT_BEGUN);
      assertThat(host.state("a")).isEqualTo("ii 1");

      host.run("rm -r /var/lib/tendhost/jobs/*" + download.jobId());
      FleetError lost = Outcome.failure(FailureKind.JOB_LOST, second.resume(download, DEFAULTS));
      assertThat(lost.message()).contains("was removed", "look at the host's packages");
    }
  }
}
