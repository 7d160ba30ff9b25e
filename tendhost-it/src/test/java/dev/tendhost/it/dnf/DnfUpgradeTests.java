package dev.tendhost.it.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.apt.TendedHost;
import dev.tendhost.it.hosts.DnfHost;
import dev.tendhost.it.hosts.RpmPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Upgrades that go well, whatever happens to the connection. */
abstract class DnfUpgradeTests extends DnfTests {
  DnfUpgradeTests(DnfHost host) {
    super(host);
  }

  @Test
  void plainUpgrade() {
    outdated(A2);
    try (TendedHost tended = tended()) {
      UpdateResult result = Outcome.of(tended.upgrade(DEFAULTS));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes())
          .containsExactly(
              new PackageChange(ChangeAction.UPGRADE, "a", "noarch", "1-1", "2-1", "tests", false));
      assertThat(host.version("a")).isEqualTo("2-1");
      assertThat(tended.jobs().steps()).containsExactly("download", "install");
      assertThat(tended.jobs().stillOpen()).isEmpty();
      assertThat(tended.jobs().packages()).contains("a");
      assertThat(tended.jobs().percents()).isSorted().contains(25).endsWith(100);
      assertThat(Outcome.of(tended.manager().listUpgradable()).packages()).isEmpty();
      assertThat(Outcome.of(tended.upgrade(DEFAULTS)).outcome())
          .isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);
    }
  }

  @Test
  void newDependenciesComeByDefaultAndOnlyThen() {
    outdated(A2.depends("b"), RpmPackage.of("b", "1"));

    UpdateResult narrow = upgraded(DEFAULTS.withMode(UpgradeMode.INSTALLED_ONLY));
    assertThat(narrow.outcome()).isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);

    UpdateResult result = upgraded(DEFAULTS);
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::action)
        .containsExactlyInAnyOrder(
            tuple("a", ChangeAction.UPGRADE), tuple("b", ChangeAction.INSTALL));
  }

  @Test
  void removalsAndSuccessorsOnlyWhenTheyAreAskedFor() {
    host.install(RpmPackage.of("victim", "1"), RpmPackage.of("old", "1"));
    outdated(A2.conflicts("victim"), RpmPackage.of("new", "2").tag("Obsoletes", "old < 2"));

    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);
    assertThat(host.version("victim") + host.version("old")).isEqualTo("1-11-1");

    UpdateResult result = upgraded(DEFAULTS.withMode(UpgradeMode.WITH_REMOVALS));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::action)
        .containsExactlyInAnyOrder(
            tuple("a", ChangeAction.UPGRADE),
            tuple("victim", ChangeAction.REMOVE),
            tuple("new", ChangeAction.INSTALL),
            tuple("old", ChangeAction.REMOVE));
  }

  @Test
  void aPackageThatWasSplitGoesOnce() {
    host.install(RpmPackage.of("old", "1"));
    publish(
        RpmPackage.of("one", "2").tag("Obsoletes", "old < 2"),
        RpmPackage.of("two", "2").tag("Obsoletes", "old < 2"));

    UpdateResult result = upgraded(DEFAULTS.withMode(UpgradeMode.WITH_REMOVALS));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::action)
        .containsExactlyInAnyOrder(
            tuple("one", ChangeAction.INSTALL),
            tuple("two", ChangeAction.INSTALL),
            tuple("old", ChangeAction.REMOVE));
  }

  @Test
  void whatTheHostSetsForItsTerminalsChangesNothing() {
    outdated(A2);
    host.run("printf 'color=always\\ndebuglevel=1\\nassumeyes=1\\n' >>/etc/dnf/dnf.conf");
    try (TendedHost tended = tended()) {
      assertThat(newer(tended)).containsExactly("a");
    }

    UpdateResult result = upgraded(DEFAULTS);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).extracting(PackageChange::to).containsExactly("2-1");
  }

  @Test
  void whatIsHeldOrExcludedStays() {
    host.install(RpmPackage.of("held", "1"), RpmPackage.of("excluded", "1"));
    host.run("echo excludepkgs=held >>/etc/dnf/dnf.conf");
    outdated(A2, RpmPackage.of("held", "2"), RpmPackage.of("excluded", "2"));

    UpdateResult result = upgraded(DEFAULTS.withExcluded(Set.of("excluded")));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
    assertThat(host.version("held") + host.version("excluded")).isEqualTo("1-11-1");
  }

  @Test
  void aVersionLockHolds() {
    host.install(RpmPackage.of("locked", "1"));
    outdated(A2, RpmPackage.of("locked", "2"));
    host.run("dnf -q versionlock add locked");
    try (TendedHost tended = tended()) {
      assertThat(newer(tended)).containsExactly("a", "locked");
      assertThat(Outcome.of(tended.manager().upgradeDryRun(DEFAULTS)).heldBack())
          .containsExactly(new HeldBackPackage("locked", "noarch", HeldBackReason.HELD));

      UpdateResult result = Outcome.of(tended.upgrade(DEFAULTS));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
      assertThat(host.version("locked")).isEqualTo("1-1");
    }
  }

  @Test
  void aPackageOfWhichSeveralVersionsLiveIsInstalledBeside() {
    host.install(RpmPackage.of("kernel", "1").installOnly());
    publish(RpmPackage.of("kernel", "2").installOnly());

    UpdateResult result = upgraded(DEFAULTS);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes())
        .containsExactly(
            new PackageChange(
                ChangeAction.INSTALL, "kernel", "noarch", null, "2-1", "tests", false));
    assertThat(host.version("kernel").split(" ")).containsExactlyInAnyOrder("1-1", "2-1");
  }

  @Test
  void aChangedConfigurationFileStaysAndIsTold() {
    host.install(A1.file("/etc/a.conf", "of version 1\n"));
    host.run("echo mine > /etc/a.conf");
    publish(A2.file("/etc/a.conf", "of version 2\n"));

    UpdateResult result = upgraded(DEFAULTS);

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.conffiles()).containsExactly("/etc/a.conf");
    assertThat(host.file("/etc/a.conf")).hasContent("mine\n");
    assertThat(host.file("/etc/a.conf.rpmnew")).hasContent("of version 2\n");
  }

  @Test
  void downloadsAlone() {
    outdated(A2);
    UpdateResult result = upgraded(DEFAULTS.withDownloadOnly(true));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.DOWNLOADED);
    assertThat(host.version("a")).isEqualTo("1-1");
    host.mirror().down();
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aConnectionThatIsLostInAScriptLosesNothing() {
    outdated(A2.postWaitsFor("/run/go-on"));
    try (TendedHost tended = tended()) {
      var upgrade = tended.upgrade(DEFAULTS);
      host.await("/run/go-on.waiting");
      host.killSessions();
      host.run("touch /run/go-on");

      UpdateResult result = Outcome.of(upgrade);

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(host.version("a")).isEqualTo("2-1");
    }
  }

  @Test
  void anotherControllerTakesItUp() {
    outdated(A2.postWaitsFor("/run/go-on"));
    try (TendedHost first = tended();
        TendedHost second = tended()) {
      var lost = first.upgrade(DEFAULTS);
      host.await("/run/go-on.waiting");
      Outcome.of(first.executor().close());
      host.run("touch /run/go-on");

      UpdateResult result = Outcome.of(second.resume(first.jobs().last(), DEFAULTS));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).extracting(PackageChange::to).containsExactly("2-1");
      assertThat(second.jobs().steps()).isEmpty();
      assertThat(lost.succeeded()).isFalse();
    }
  }

  @Test
  void aDownloadThatIsTakenUpIsNoUpgrade() {
    outdated(A2);
    try (TendedHost tended = tended()) {
      Outcome.of(tended.upgrade(DEFAULTS.withDownloadOnly(true)));
      JobRef alone = tended.jobs().last();
      JobRef first = new JobRef("dnf", "download", alone.jobId(), alone.planDigest());

      UpdateResult all = Outcome.of(tended.resume(first, DEFAULTS));

      assertThat(all.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(all.error().kind()).isEqualTo(FailureKind.UPGRADE_NOT_BEGUN);
      assertThat(all.error().message()).contains("was not begun").contains("ask for it again");
      assertThat(host.version("a")).isEqualTo("1-1");
      UpdateResult fetched = Outcome.of(tended.resume(alone, DEFAULTS));
      assertThat(fetched.outcome()).isEqualTo(UpdateResult.Outcome.DOWNLOADED);
    }
  }

  @ParameterizedTest
  @EnumSource(UpgradeMode.class)
  void whatIsListedIsPlannedOrHasItsReasonAndOnlyWhatIsPlannedHappens(UpgradeMode mode) {
    host.install(RpmPackage.of("victim", "1"), RpmPackage.of("remover", "1"));
    host.install(RpmPackage.of("broken", "1"), RpmPackage.of("held", "1"));
    host.install(RpmPackage.of("newdep", "1"));
    host.run("echo excludepkgs=held >>/etc/dnf/dnf.conf");
    outdated(
        A2,
        RpmPackage.of("newdep", "2").depends("fresh"),
        RpmPackage.of("fresh", "1"),
        RpmPackage.of("remover", "2").conflicts("victim"),
        RpmPackage.of("held", "2"),
        RpmPackage.of("broken", "2").depends("nowhere"));
    UpgradeOptions options = DEFAULTS.withMode(mode);
    try (TendedHost tended = tended()) {
      List<String> listed = newer(tended);
      UpdatePlan plan = Outcome.of(tended.manager().upgradeDryRun(options));
      List<String> kept = plan.heldBack().stream().map(HeldBackPackage::name).sorted().toList();
      List<String> both = new ArrayList<>(kept);
      plan.changes().stream()
          .filter(change -> change.action() == ChangeAction.UPGRADE)
          .forEach(change -> both.add(change.name()));
      assertThat(both).containsExactlyInAnyOrderElementsOf(listed).hasSize(5);

      UpdateResult result =
          Outcome.of(tended.upgrade(options.withExpectedPlanDigest(plan.digest())));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).containsExactlyInAnyOrderElementsOf(plan.changes());
      assertThat(newer(tended)).isEqualTo(kept);
    }
  }

  private static List<String> newer(TendedHost tended) {
    return Outcome.of(tended.manager().listUpgradable()).packages().stream()
        .map(UpgradablePackage::name)
        .sorted()
        .toList();
  }
}
