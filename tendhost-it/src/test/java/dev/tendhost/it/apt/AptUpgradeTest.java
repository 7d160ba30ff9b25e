package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.DebPackage;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Upgrades that go well, whatever happens to the connection. */
class AptUpgradeTest extends AptHostTests {
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
      assertThat(tended.jobs().percents().stream().filter(percent -> percent == 100)).hasSize(1);
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
    host.run("apt-mark hold held; apt-mark auto excluded");

    UpdateResult result = upgraded(DEFAULTS.withExcluded(Set.of("excluded")));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
    assertThat(host.state("held")).isEqualTo("hi 1");
    assertThat(host.state("excluded")).isEqualTo("ii 1");
    assertThat(host.run("apt-mark showauto").lines()).contains("excluded");
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
  void downloadsAlone() {
    outdated(A2);
    try (TendedHost tended = TendedHost.of(host)) {
      UpdateResult result = Outcome.of(tended.upgrade(DEFAULTS.withDownloadOnly(true)));
      assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.DOWNLOADED);
      assertThat(tended.jobs().percents()).isSorted().endsWith(100);
    }
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
