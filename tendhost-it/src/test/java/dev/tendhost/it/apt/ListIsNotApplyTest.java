package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.DebPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is listed is more than what is applied, and other tools confused the two: packages that are
 * kept back counted as pending for ever (PatchMon#672), those that need a removal were not seen
 * (PatchMon#749), phased ones were counted (node-exporter-textfile#207), holds were ignored
 * (ansible#15751, #53918, #71036). Here each newer package is either planned or has its reason, the
 * upgrade does just what was planned, and what is left afterwards is what was held back.
 */
@Tag("fleet")
@Timeout(600)
class ListIsNotApplyTest {
  private static AptHost host;

  @BeforeAll
  static void start() {
    host = AptHost.start();
    for (String name :
        List.of("plain", "newdep", "remover", "victim", "held", "broken", "phased")) {
      host.install(DebPackage.of(name, "1"));
    }
    host.publish(
        DebPackage.of("plain", "2"),
        DebPackage.of("newdep", "2").depends("fresh"),
        DebPackage.of("fresh", "1"),
        DebPackage.of("remover", "2").conflicts("victim"),
        DebPackage.of("held", "2"),
        DebPackage.of("broken", "2").depends("nowhere"),
        DebPackage.of("phased", "2").field("Phased-Update-Percentage", "0"));
    host.run("apt-mark hold held");
    host.update();
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @EnumSource(UpgradeMode.class)
  void whatIsNotPlannedHasItsReasonAndOnlyWhatIsPlannedHappens(UpgradeMode mode) {
    UpgradeOptions options = UpgradeOptions.defaults().withMode(mode);
    try (TendedHost tended = TendedHost.of(host)) {
      List<UpgradablePackage> listed = Outcome.of(tended.manager().listUpgradable()).packages();
      UpdatePlan plan = Outcome.of(tended.manager().upgradeDryRun(options));
      List<String> planned = upgrades(plan.changes());
      List<String> both = new ArrayList<>(planned);
      plan.heldBack().forEach(held -> both.add(held.name()));
      assertThat(both)
          .containsExactlyInAnyOrderElementsOf(
              listed.stream().map(UpgradablePackage::name).toList());
      assertThat(reasons(plan)).containsAllEntriesOf(Map.of("held", HeldBackReason.HELD));

      UpdateResult result = Outcome.of(tended.upgrade(options));

      assertThat(upgrades(result.changes())).isEqualTo(planned);
      assertThat(Outcome.of(tended.manager().listUpgradable()).packages())
          .extracting(UpgradablePackage::name)
          .containsExactlyInAnyOrderElementsOf(reasons(plan).keySet());
    }
  }

  private static List<String> upgrades(List<PackageChange> changes) {
    return changes.stream()
        .filter(change -> change.action() == ChangeAction.UPGRADE)
        .map(PackageChange::name)
        .sorted()
        .toList();
  }

  private static Map<String, HeldBackReason> reasons(UpdatePlan plan) {
    Map<String, HeldBackReason> reasons = new TreeMap<>();
    for (HeldBackPackage held : plan.heldBack()) {
      reasons.put(held.name(), held.reason());
    }
    return reasons;
  }
}
