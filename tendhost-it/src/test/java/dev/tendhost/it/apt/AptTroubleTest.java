package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.AptLock;
import dev.tendhost.it.hosts.DebPackage;
import dev.tendhost.it.hosts.HeldLock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hosts that cannot be upgraded as they are: each is told, and most are left as they were. */
class AptTroubleTest extends AptHostTests {
  @Test
  void aPostinstThatFailsLeavesAHostThatIsToldAndCanBeRepaired() {
    outdated(A2.postinst("echo the reason >&2; [ -e /fixed ]"));

    UpdateResult failed = upgraded(DEFAULTS);

    assertThat(failed.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(failed.changes()).hasSize(1);
    assertThat(failed.error().message()).contains("left half done: a (half-configured)");
    assertThat(failed.error().details().get("output")).contains("the reason");
    FleetError interrupted = refused(FailureKind.TRANSACTION_INTERRUPTED, DEFAULTS);
    assertThat(interrupted.message()).contains("a (half-configured)");

    UpgradeOptions repair = DEFAULTS.withRepairInterrupted(true);
    UpdateResult inVain = upgraded(repair);
    assertThat(inVain.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(inVain.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(inVain.error().message())
        .contains("dpkg says: a: ")
        .contains("post-installation script subprocess returned error exit status 1");

    host.run("touch /fixed");
    UpdateResult repaired = upgraded(repair);
    assertThat(repaired.outcome()).as("%s", repaired).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.state("a")).isEqualTo("ii 2");
  }

  @Test
  void aDpkgThatWasKilledIsRepairedFirst() {
    host.install(DebPackage.of("b", "1"));
    outdated(A2);
    host.interruptDpkg(DebPackage.of("b", "2"));

    refused(FailureKind.TRANSACTION_INTERRUPTED, DEFAULTS);
    host.run("touch /run/never");
    UpdateResult result = upgraded(DEFAULTS.withRepairInterrupted(true));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.state("a")).isEqualTo("ii 2");
    assertThat(host.state("b")).isEqualTo("ii 2");
  }

  @Test
  void eachLockIsRetryableAndNamesItsHolder() {
    outdated(A2);
    for (AptLock lock : AptLock.values()) {
      if (lock == AptLock.LISTS) {
        continue;
      }
      try (HeldLock held = host.holdLock(lock)) {
        FleetError error = refused(FailureKind.PACKAGES_LOCKED, DEFAULTS);
        assertThat(error.details().get("holder"))
            .as(lock + ": " + error)
            .contains(Long.toString(held.pid()));
      }
      assertThat(host.state("a")).isEqualTo("ii 1");
    }
    try (HeldLock held = host.holdLock(AptLock.LISTS);
        TendedHost tended = TendedHost.of(host, Map.of("apt.lock-timeout", "1"))) {
      FleetError error = Outcome.failure(FailureKind.PACKAGES_LOCKED, tended.manager().refresh());
      assertThat(error.details().get("holder")).contains(Long.toString(held.pid()));
    }
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aDiskWithoutRoomIsFoundBeforeTheFirstChange() {
    outdated(A2.size(8_000_000));
    host.fillDisk(4_000_000);

    FleetError error = refused(FailureKind.NO_SPACE, DEFAULTS);

    assertThat(error.message()).contains("needs").contains("nothing was changed");
    host.freeDisk();
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aPlanThatDriftedIsRefused() {
    host.install(DebPackage.of("b", "1"));
    outdated(A2);
    try (TendedHost tended = TendedHost.of(host)) {
      UpdatePlan plan = Outcome.of(tended.manager().upgradeDryRun(DEFAULTS));
      host.publish(DebPackage.of("b", "2"));
      host.update();

      FleetError error =
          Outcome.failure(
              FailureKind.PLAN_DRIFTED,
              tended.upgrade(DEFAULTS.withExpectedPlanDigest(plan.digest())));

      assertThat(error.message()).contains("upgrade b 1 to 2");
      assertThat(host.state("a")).isEqualTo("ii 1");
    }
  }

  @Test
  void aHostThatChangesBetweenPlanAndStartIsRefusedOnTheHost() {
    host.install(DebPackage.of("b", "1"));
    outdated(A2);
    try (TendedHost tended = TendedHost.of(host)) {
      tended
          .jobs()
          .before(
              "install",
              () -> {
                host.publish(DebPackage.of("b", "2"));
                host.update();
              });

      FleetError error = Outcome.failure(FailureKind.PLAN_DRIFTED, tended.upgrade(DEFAULTS));

      assertThat(error.message()).contains("would now upgrade b 1 to 2;");
      assertThat(tended.jobs().stillOpen()).isEmpty();
      assertThat(host.state("a")).isEqualTo("ii 1");
    }
  }

  @Test
  void aMirrorThatDiesIsToldAndNothingChanges() {
    outdated(A2);
    host.mirror().close();

    FleetError error = refused(FailureKind.REPOSITORY_UNAVAILABLE, DEFAULTS);

    assertThat(error.message()).contains("nothing was changed");
    assertThat(host.state("a")).isEqualTo("ii 1");
  }
}
