package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.AptLock;
import dev.tendhost.it.hosts.DebPackage;
import dev.tendhost.it.hosts.HeldLock;
import io.vertx.core.Future;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Upgrades that have to wait for somebody else, and what that somebody does meanwhile. */
class AptLockTest extends AptHostTests {
  private static final DebPackage B1 = DebPackage.of("b", "1");
  private static final DebPackage B2 = DebPackage.of("b", "2");

  @Test
  void whatSomebodyElseDoesWhileTheJobWaitsStopsIt() {
    host.install(B1);
    outdated(A2, B2);
    try (TendedHost tended = TendedHost.of(host)) {
      Future<UpdateResult> upgrade = meanwhile(tended, B2);

      FleetError error = Outcome.failure(FailureKind.PLAN_DRIFTED, upgrade);

      assertThat(error.message()).contains("apt would no longer upgrade b 1 to 2;");
      assertThat(tended.jobs().stillOpen()).isEmpty();
      assertThat(host.state("a")).isEqualTo("ii 1");
      assertThat(host.state("b")).isEqualTo("ii 2");
    }
  }

  @Test
  void whatSomebodyElseLeavesHalfDoneStopsItToo() {
    outdated(A2);
    try (TendedHost tended = TendedHost.of(host)) {
      Future<UpdateResult> upgrade = meanwhile(tended, B1.postinst("exit 3"));

      FleetError error = Outcome.failure(FailureKind.PLAN_DRIFTED, upgrade);

      assertThat(error.message()).contains("apt would now configure b 1;");
      assertThat(host.state("a")).isEqualTo("ii 1");
    }
  }

  @Test
  void whatSomebodyElseDidThatThePlanDoesNotTouchIsNotOurs() {
    outdated(A2);
    try (TendedHost tended = TendedHost.of(host)) {
      Future<UpdateResult> upgrade = meanwhile(tended, B1);

      UpdateResult result = Outcome.of(upgrade);

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
      assertThat(host.state("b")).isEqualTo("ii 1");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AptLock.class,
      names = {"FRONTEND", "DPKG", "ARCHIVES"})
  void aLockThatIsGivenBackInTimeIsWaitedFor(AptLock lock) {
    outdated(A2);
    try (TendedHost tended = TendedHost.of(host)) {
      HeldLock[] held = new HeldLock[1];
      tended.jobs().before("install", () -> held[0] = host.holdLock(lock));
      Future<UpdateResult> upgrade = tended.upgrade(DEFAULTS);
      awaitOutput("Could not get lock");
      held[0].close();

      assertThat(Outcome.of(upgrade).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = AptLock.class,
      names = {"FRONTEND", "DPKG"})
  void aRepairWaitsToo(AptLock lock) {
    outdated(A2.postinst("[ -e /fixed ]"));
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    host.run("touch /fixed; rm -rf /var/lib/tendhost/jobs/apt-install-*");
    try (TendedHost tended = TendedHost.of(host)) {
      HeldLock[] held = new HeldLock[1];
      tended.jobs().before("repair", () -> held[0] = host.holdLock(lock));
      Future<UpdateResult> upgrade = tended.upgrade(DEFAULTS.withRepairInterrupted(true));
      awaitOutput("locked by another process");
      held[0].close();

      assertThat(Outcome.of(upgrade).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(host.state("a")).isEqualTo("ii 2");
    }
  }

  @Test
  void aRepairThatNobodyLetsInIsRefused() {
    outdated(A2.postinst("[ -e /fixed ]"));
    upgraded(DEFAULTS);
    try (HeldLock held = host.holdLock(AptLock.FRONTEND)) {
      FleetError error = refused(FailureKind.PACKAGES_LOCKED, DEFAULTS.withRepairInterrupted(true));
      assertThat(error.details().get("holder")).contains(Long.toString(held.pid()));
    }
  }

  @Test
  void aMaintainerScriptThatSpeaksOfALockIsNotBelieved() {
    outdated(A2.postinst("echo 'E: Could not get lock /x' >&2; exit 3"));
    upgraded(DEFAULTS);
    try (TendedHost tended = TendedHost.of(host, Map.of("apt.lock-timeout", "1"))) {
      UpdateResult result = Outcome.of(tended.upgrade(DEFAULTS.withRepairInterrupted(true)));
      assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
      assertThat(result.error().message()).contains("returned error exit status 3");
    }
  }

  @Test
  void aPinThatAsksForADowngradeIsFollowed() {
    host.install(A2);
    host.publish(A1);
    host.write("/etc/apt/preferences.d/a", "Package: a\nPin: version 1\nPin-Priority: 1001\n");
    host.update();

    UpdateResult result = upgraded(DEFAULTS);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.state("a")).isEqualTo("ii 1");
  }

  @Test
  void theHostsOwnHooksStillRunAndMayRefuse() {
    host.install(DebPackage.of("victim", "1"));
    outdated(A2.conflicts("victim"));
    host.write(
        "/etc/apt/apt.conf.d/50own",
        "DPkg::Pre-Install-Pkgs { \"cat > /run/own; [ ! -e /run/no ]\"; };\n"
            + "DPkg::Tools::Options::cat::Version \"2\";\n");
    host.run("touch /run/no");
    refused(FailureKind.COMMAND_FAILED, DEFAULTS.withMode(UpgradeMode.WITH_REMOVALS));
    assertThat(host.state("a")).isEqualTo("ii 1");
    host.run("rm /run/no");

    UpdateResult result = upgraded(DEFAULTS.withMode(UpgradeMode.WITH_REMOVALS));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.run("cat /run/own"))
        .startsWith("VERSION 2")
        .contains("victim 1 > - **REMOVE**");
  }

  /**
   * Somebody takes dpkg's lock when the installation is about to start, installs something while it
   * waits, and gives the lock back.
   */
  private static Future<UpdateResult> meanwhile(TendedHost tended, DebPackage theirs) {
    HeldLock[] held = new HeldLock[1];
    tended.jobs().before("install", () -> held[0] = host.holdLock(AptLock.FRONTEND));
    Future<UpdateResult> upgrade = tended.upgrade(DEFAULTS);
    awaitOutput("Waiting for cache lock");
    host.installAsHolder(theirs);
    held[0].close();
    return upgrade;
  }

  /** Waits until the last job has said something. */
  private static void awaitOutput(String text) {
    host.run(
        "for i in $(seq 1000); do grep -qs '"
            + text
            + "' /var/lib/tendhost/jobs/*/out && exit; sleep 0.02; done; exit 1");
  }
}
