package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.AptLock;
import dev.tendhost.it.hosts.DebPackage;
import dev.tendhost.it.hosts.HeldLock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upgrades of a real Debian host with a real apt, over SSH, by a user who goes through sudo. */
@Tag("fleet")
@Timeout(600)
class AptUpgradeTest {
  private static final UpgradeOptions DEFAULTS = UpgradeOptions.defaults();
  private static final DebPackage A1 = DebPackage.of("a", "1");
  private static final DebPackage A2 = DebPackage.of("a", "2");

  private static AptHost host;

  @BeforeAll
  static void start() {
    host = AptHost.start();
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void reset() {
    host.reset();
  }

  /** Installs some packages of version 1, and publishes others. */
  private static void outdated(DebPackage... published) {
    host.install(A1);
    host.publish(published);
    host.update();
  }

  private static UpdateResult upgraded(UpgradeOptions options) {
    try (TendedHost tended = TendedHost.of(host)) {
      return Outcome.of(tended.upgrade(options));
    }
  }

  private static FleetError refused(FailureKind kind, UpgradeOptions options) {
    return refused(kind, options, Map.of("apt.lock-timeout", "1"));
  }

  private static FleetError refused(
      FailureKind kind, UpgradeOptions options, Map<String, String> settings) {
    try (TendedHost tended = TendedHost.of(host, settings)) {
      FleetError error = Outcome.failure(kind, tended.upgrade(options));
      assertThat(tended.jobs().stillOpen()).as("jobs whose end nobody knows").isEmpty();
      return error;
    }
  }

  @Test
  void plainUpgrade() {
    outdated(A2);
    try (TendedHost tended = TendedHost.of(host)) {
      UpdateResult result = Outcome.of(tended.upgrade(DEFAULTS));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes())
          .containsExactly(
              new PackageChange(
                  ChangeAction.UPGRADE, "a", "all", "1", "2", change().origin(), false));
      assertThat(host.state("a")).isEqualTo("ii 2");
      assertThat(tended.jobs().steps()).containsExactly("download", "install");
      assertThat(tended.jobs().stillOpen()).isEmpty();
      assertThat(tended.jobs().packages()).contains("a");
      assertThat(tended.jobs().percents()).isSorted().endsWith(100);
      assertThat(Outcome.of(tended.manager().listUpgradable()).packages()).isEmpty();
      assertThat(Outcome.of(tended.upgrade(DEFAULTS)).outcome())
          .isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);
    }
  }

  private static PackageChange change() {
    return new PackageChange(ChangeAction.UPGRADE, "a", "all", "1", "2", "Tests:tests", false);
  }

  @Test
  void newDependenciesComeByDefaultAndOnlyThen() {
    outdated(A2.depends("b"), DebPackage.of("b", "1"));

    UpdateResult narrow = upgraded(DEFAULTS.withMode(UpgradeMode.INSTALLED_ONLY));
    assertThat(narrow.outcome()).isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);

    UpdateResult result = upgraded(DEFAULTS);
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::action)
        .containsExactly(tuple("a", ChangeAction.UPGRADE), tuple("b", ChangeAction.INSTALL));
  }

  @Test
  void removalsOnlyWhenTheyAreAskedFor() {
    host.install(DebPackage.of("victim", "1"));
    outdated(A2.conflicts("victim"));

    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);
    assertThat(host.state("victim")).isEqualTo("ii 1");

    UpdateResult result = upgraded(DEFAULTS.withMode(UpgradeMode.WITH_REMOVALS));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::action)
        .containsExactly(tuple("a", ChangeAction.UPGRADE), tuple("victim", ChangeAction.REMOVE));
  }

  @Test
  void whatIsHeldOrExcludedStays() {
    host.install(DebPackage.of("held", "1"), DebPackage.of("excluded", "1"));
    outdated(A2, DebPackage.of("held", "2"), DebPackage.of("excluded", "2"));
    host.run("apt-mark hold held");

    UpdateResult result = upgraded(DEFAULTS.withExcluded(Set.of("excluded")));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
    assertThat(host.state("held")).isEqualTo("hi 1");
    assertThat(host.state("excluded")).isEqualTo("ii 1");
    assertThat(host.run("apt-mark showmanual")).doesNotContain("excluded\n=");
  }

  @Test
  void aChangedConfigurationFileStaysAndIsTold() {
    host.install(A1.file("/etc/a.conf", "of version 1\n"));
    host.run("echo mine > /etc/a.conf");
    host.publish(A2.file("/etc/a.conf", "of version 2\n"));
    host.update();

    UpdateResult result = upgraded(DEFAULTS);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.conffiles()).containsExactly("/etc/a.conf");
    assertThat(host.file("/etc/a.conf")).hasContent("mine\n");
    assertThat(host.file("/etc/a.conf.dpkg-dist")).hasContent("of version 2\n");
  }

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

      assertThat(error.message()).contains("Inst b [1] (2");
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

  @Test
  void downloadsAlone() {
    outdated(A2);
    UpdateResult result = upgraded(DEFAULTS.withDownloadOnly(true));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.DOWNLOADED);
    assertThat(host.state("a")).isEqualTo("ii 1");
    host.mirror().close();
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aConnectionThatIsLostInThePostinstLosesNothing() {
    outdated(A2.postinstWaitsFor("/run/go-on"));
    try (TendedHost tended = TendedHost.of(host)) {
      var upgrade = tended.upgrade(DEFAULTS);
      host.await("/run/go-on.waiting");
      host.killSessions();
      host.run("touch /run/go-on");

      UpdateResult result = Outcome.of(upgrade);

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(host.state("a")).isEqualTo("ii 2");
    }
  }

  @Test
  void anotherControllerTakesItUp() {
    outdated(A2.postinstWaitsFor("/run/go-on"));
    try (TendedHost first = TendedHost.of(host);
        TendedHost second = TendedHost.of(host)) {
      var lost = first.upgrade(DEFAULTS);
      host.await("/run/go-on.waiting");
      Outcome.of(first.executor().close());
      host.run("touch /run/go-on");

      UpdateResult result = Outcome.of(second.resume(first.jobs().last(), DEFAULTS));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).extracting(PackageChange::to).containsExactly("2");
      assertThat(second.jobs().steps()).isEmpty();
      assertThat(lost.succeeded()).isFalse();
    }
  }
}
