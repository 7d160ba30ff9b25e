package dev.tendhost.it.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.apt.TendedHost;
import dev.tendhost.it.hosts.DnfHost;
import dev.tendhost.it.hosts.RpmPackage;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions that were interrupted: what they left is told, and mended where dnf can. */
abstract class DnfInterruptedTests extends DnfTests {
  static final UpgradeOptions REPLACING = DEFAULTS.withMode(UpgradeMode.WITH_REMOVALS);

  DnfInterruptedTests(DnfHost host) {
    super(host);
  }

  @Test
  void aDnfThatWasKilledIsRepairedFirst() {
    host.install(RpmPackage.of("b", "1"));
    outdated(A2);
    host.interruptUpgrade(RpmPackage.of("b", "2"));
    host.run("touch /run/never");
    publish(RpmPackage.of("b", "2"));

    refused(FailureKind.TRANSACTION_INTERRUPTED, DEFAULTS);
    UpdateResult result = upgraded(DEFAULTS.withRepairInterrupted(true));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(host.version("a")).isEqualTo("2-1");
    assertThat(host.version("b")).isEqualTo("2-1");
  }

  @Test
  void aDnfThatIsKilledInTheMiddleIsToldWithWhatItLeft() {
    outdated(A2.postWaitsFor("/run/go-on"));
    try (TendedHost tended = tended()) {
      var upgrade = tended.upgrade(DEFAULTS);
      host.await("/run/go-on.waiting");
      host.run("kill -9 $(pgrep -f 'dnf5? .*upgrade' | grep -v $$); touch /run/go-on");

      UpdateResult result = Outcome.of(upgrade);

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
      assertThat(result.error().message())
          .contains("a.noarch is installed as 1-1 and as 2-1", "dnf remove --duplicates");
      assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
      assertThat(tended.jobs().stillOpen()).isEmpty();
    }
  }

  @Test
  void aTransactionThatWasInterruptedBetweenTwoPackagesIsToldByTheNextList() {
    host.install(RpmPackage.of("old", "1"));
    publish(RpmPackage.of("new", "2").tag("Obsoletes", "old < 2").postWaitsFor("/run/go-on"));
    killUpgradeAt("/run/go-on.waiting");

    assertThat(problems())
        .anySatisfy(problem -> assertThat(problem).contains("old.noarch 1-1", "new replaces it"))
        .anySatisfy(problem -> assertThat(problem).contains("dnf history info"));
    assertThat(upgraded(REPLACING).outcome()).isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);
    host.run("dnf -y remove old");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aTransactionThatWasInterruptedAtItsVeryEndIsToldByTheNextList() {
    outdated(A2.script("posttrans", "touch /run/late; while :; do sleep 0.05; done"));
    killUpgradeAt("/run/late");

    assertThat(problems()).singleElement().asString().contains("dnf history info");
    assertThat(host.version("a")).isEqualTo("2-1");
    publish(RpmPackage.of("a", "3"));
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(problems()).isEmpty();
  }

  @Test
  void aTransactionOfWhichAScriptFailedWasNotInterrupted() {
    outdated(A2.post("exit 3"));
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.FAILED);

    assertThat(problems()).isEmpty();
  }

  @Test
  void aRepairThatAnotherControllerTakesUpIsNoUpgrade() {
    outdated(A2);
    UpdateResult result = repairTakenUp();

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.UPGRADE_NOT_BEGUN);
    assertThat(result.error().message()).contains("was repaired", "ask for it again");
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("b");
    assertThat(host.version("a")).isEqualTo("1-1");
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aRepairAfterWhichNothingIsLeftIsTheUpgrade() {
    UpdateResult result = repairTakenUp();

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("b");
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.NOTHING_TO_DO);
  }

  /** One controller repairs b and is gone in the middle of it, another one sees to the end. */
  private UpdateResult repairTakenUp() {
    UpgradeOptions repairing = DEFAULTS.withRepairInterrupted(true);
    host.install(RpmPackage.of("b", "1"));
    host.interruptUpgrade(RpmPackage.of("b", "2"));
    publish(RpmPackage.of("b", "2").postWaitsFor("/run/go-on"));
    try (TendedHost first = tended();
        TendedHost second = tended()) {
      Future<UpdateResult> lost = first.upgrade(repairing);
      host.await("/run/go-on.waiting");
      Outcome.of(first.executor().close());
      host.run("touch /run/go-on");

      UpdateResult result = Outcome.of(second.resume(first.jobs().last(), repairing));

      assertThat(first.jobs().last().step()).isEqualTo("repair");
      assertThat(second.jobs().steps()).isEmpty();
      assertThat(host.version("b")).isEqualTo("2-1");
      assertThat(lost.succeeded()).isFalse();
      return result;
    }
  }

  /** Upgrades by hand, and ends dnf as the loss of power does as soon as there is such a file. */
  private void killUpgradeAt(String path) {
    host.run("setsid dnf -y upgrade >/dev/null 2>&1 </dev/null & echo $! >/run/dnf.pid");
    host.await(path);
    host.run("kill -9 -$(cat /run/dnf.pid); rm /run/dnf.pid");
  }

  final List<String> problems() {
    try (TendedHost tended = tended()) {
      return Outcome.of(tended.manager().listUpgradable()).problems();
    }
  }
}
