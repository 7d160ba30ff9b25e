package dev.tendhost.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Lists and plans of the adapter against the simulations of a real apt. */
class RealAptTest extends RelocatedApt {
  /** The relocated apt has a half configured package. */
  private static final UpgradeOptions REPAIRING =
      UpgradeOptions.defaults().withRepairInterrupted(true);

  private AptPackageManager refreshed() {
    AptPackageManager manager = manager();
    Outcome.of(manager.refresh());
    return manager;
  }

  @Test
  void everyKindOfPackageIsListedWithItsReason() {
    PackageInventory inventory = Outcome.of(refreshed().listUpgradable());
    assertThat(inventory.packages())
        .containsExactlyInAnyOrder(
            newer(
                "plain",
                "all",
                "1.0",
                "2.0",
                "Tend:1/tend, Tend-Security:1/tend-security",
                true,
                null),
            newer("held", "all", "1.0", "2.0", "Tend:1/tend", false, HeldBackReason.HELD),
            newer("newdep", "all", "1.0", "2.0", "Tend:1/tend", false, null),
            newer("taker", "all", "1.0", "2.0", "Tend:1/tend", false, HeldBackReason.NEEDS_REMOVAL),
            newer("broken", "all", "1.0", "2.0", "tend", false, HeldBackReason.BROKEN_DEPENDENCIES),
            newer("phased", "all", "1.0", "2.0", "Tend:1/tend", false, HeldBackReason.PHASED),
            newer("native", "amd64", "1:1.0-1", "1:1.0-2", "Tend:1/tend", false, null),
            newer("foreign", "i386", "1.0", "2.0", "Tend:1/tend", false, null),
            newer("middle", "all", "1.0", "3.0", "Tend:1/tend", true, null));
    assertThat(inventory.problems())
        .singleElement()
        .asString()
        .contains("half")
        .contains("dpkg --configure -a");
    assertThat(inventory.metadataAge()).isNotNull().isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void aHostWithHalfConfiguredPackagesIsNotPlannedUnlessItMayBeRepaired() throws Exception {
    assertThat(
            Outcome.failure(
                    FailureKind.TRANSACTION_INTERRUPTED,
                    refreshed().upgradeDryRun(UpgradeOptions.defaults()))
                .message())
        .contains("half")
        .contains("dpkg --configure -a");
  }

  @Test
  void waitingTriggersWhichAptHidesAreAProblemToo() throws IOException {
    String status = Files.readString(root.status()).replace("half-configured", "installed");
    for (String state : List.of("triggers-pending", "triggers-awaited", "half-installed")) {
      Files.writeString(
          root.status(),
          status.replaceFirst(
              "(Package: plain\n(?:.*\n)*?Status: install ok )installed", "$1" + state));
      AptPackageManager manager = manager();
      assertThat(Outcome.of(manager.listUpgradable()).problems())
          .anySatisfy(problem -> assertThat(problem).contains("plain (" + state + ")"));
      Outcome.failure(
          FailureKind.TRANSACTION_INTERRUPTED, manager.upgradeDryRun(UpgradeOptions.defaults()));
    }
  }

  @Test
  void aJournalOfDpkgIsNotPlannedOver() throws IOException {
    String status = Files.readString(root.status()).replace("half-configured", "installed");
    Files.writeString(root.status(), status);
    Outcome.of(refreshed().upgradeDryRun(UpgradeOptions.defaults()));
    Files.createDirectories(root.status().resolveSibling("updates"));
    Files.writeString(root.status().resolveSibling("updates/0001"), "");
    Outcome.failure(
        FailureKind.TRANSACTION_INTERRUPTED, manager().upgradeDryRun(UpgradeOptions.defaults()));
    Path copy = Files.writeString(dir.resolve("root/dpkg/copy"), status);
    Outcome.of(
        manager("apt.status-file", copy.toString()).upgradeDryRun(UpgradeOptions.defaults()));
  }

  @Test
  void eachModePlansWhatAptSimulates() throws Exception {
    AptPackageManager manager = refreshed();
    Map<UpgradeMode, List<String>> simulations =
        Map.of(
            UpgradeMode.INSTALLED_ONLY, List.of("upgrade"),
            UpgradeMode.WITH_NEW_PACKAGES, List.of("--with-new-pkgs", "upgrade"),
            UpgradeMode.WITH_REMOVALS, List.of("dist-upgrade"));
    for (UpgradeMode mode : UpgradeMode.values()) {
      UpdatePlan plan = Outcome.of(manager.upgradeDryRun(REPAIRING.withMode(mode)));
      List<String> lines =
          simulated(simulations.get(mode)).stream()
              .filter(line -> line.matches("(Inst|Remv) .*"))
              .toList();
      assertThat(plan.changes()).as(mode.name()).hasSameSizeAs(lines).isNotEmpty();
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).isEqualTo(asAptWritesIt(plan.changes().get(i)));
      }
    }
  }

  @Test
  void whatIsNotPlannedIsHeldBackWithAReasonInEachMode() {
    AptPackageManager manager = refreshed();
    assertThat(reasons(manager, UpgradeMode.WITH_NEW_PACKAGES, Set.of()))
        .containsOnly(
            entry("held", HeldBackReason.HELD),
            entry("taker", HeldBackReason.NEEDS_REMOVAL),
            entry("broken", HeldBackReason.BROKEN_DEPENDENCIES),
            entry("phased", HeldBackReason.PHASED));
    assertThat(reasons(manager, UpgradeMode.WITH_REMOVALS, Set.of()))
        .containsOnlyKeys("held", "broken", "phased");
    assertThat(reasons(manager, UpgradeMode.INSTALLED_ONLY, Set.of()))
        .containsEntry("newdep", HeldBackReason.KEPT_BACK)
        .hasSize(5);
  }

  @Test
  void excludedPackagesStayByAptsOwnResolver() {
    AptPackageManager manager = refreshed();
    Set<String> excluded =
        Set.of("plain", "foreign", "native", "libnew", "held", "not-there", "victim");
    assertThat(reasons(manager, UpgradeMode.WITH_NEW_PACKAGES, excluded))
        .containsEntry("plain", HeldBackReason.EXCLUDED)
        .containsEntry("foreign", HeldBackReason.EXCLUDED)
        .containsEntry("held", HeldBackReason.HELD)
        .containsEntry("newdep", HeldBackReason.KEPT_BACK);
    UpgradeOptions options = REPAIRING.withExcluded(excluded);
    assertThat(Outcome.of(manager.upgradeDryRun(options)).changes())
        .extracting(PackageChange::name)
        .containsExactly("middle");
  }

  @Test
  void packagesAreExcludedByNameAndArchitectureToo() {
    Set<String> excluded = Set.of("plain:amd64", "native:amd64", "foreign:amd64", "middle:i386");
    assertThat(reasons(refreshed(), UpgradeMode.WITH_NEW_PACKAGES, excluded))
        .containsEntry("plain", HeldBackReason.EXCLUDED)
        .containsEntry("native", HeldBackReason.EXCLUDED)
        .containsEntry("middle", HeldBackReason.EXCLUDED)
        .doesNotContainKey("foreign");
  }

  @Test
  void aRemovalOfAnExcludedPackageIsRefusedNotPlanned() {
    UpgradeOptions options =
        REPAIRING.withMode(UpgradeMode.WITH_REMOVALS).withExcluded(Set.of("victim"));
    Outcome.failure(FailureKind.BROKEN_DEPENDENCIES, refreshed().upgradeDryRun(options));
    UpgradeOptions both = options.withExcluded(Set.of("victim", "taker"));
    assertThat(Outcome.of(refreshed().upgradeDryRun(both)).changes())
        .extracting(PackageChange::action)
        .doesNotContain(ChangeAction.REMOVE);
  }

  @Test
  void aCopyOfTheStatusIsPlannedAgainstHoldsIncluded() throws IOException {
    String status = Files.readString(root.status());
    Path copy =
        Files.writeString(
            dir.resolve("copy"),
            status.replaceFirst(
                "(Package: plain\n(?:.*\n)*?Status: )install ok installed", "$1hold ok installed"));
    Outcome.of(manager().refresh());
    AptPackageManager manager = manager("apt.status-file", copy.toString());
    assertThat(reasons(manager, UpgradeMode.WITH_NEW_PACKAGES, Set.of()))
        .containsEntry("plain", HeldBackReason.HELD)
        .containsEntry("held", HeldBackReason.HELD);
    assertThat(reasons(manager(), UpgradeMode.WITH_NEW_PACKAGES, Set.of()))
        .doesNotContainKey("plain");
  }

  @Test
  void filesOfSettingsThatAreNotThereAreNotPassedOver() {
    for (String key : List.of("apt.config", "apt.status-file")) {
      AptPackageManager manager = manager(key, "/not/there");
      Outcome.failure(FailureKind.INVALID_CONFIGURATION, manager.listUpgradable());
      Outcome.failure(FailureKind.INVALID_CONFIGURATION, manager.upgradeDryRun(REPAIRING));
      assertThat(Outcome.failure(FailureKind.INVALID_CONFIGURATION, manager.refresh()).message())
          .contains("/not/there");
    }
  }

  @Test
  void aForeignPackageBlockedByDependenciesIsAskedForByItsArchitecture() throws IOException {
    root.installed("lone", "1.0", "i386", "install ok installed")
        .published("lone", "2.0", "i386", "Depends: missing (>= 9)")
        .fixed("lone", "1.5", "i386")
        .installed("held2", "1.0", "i386", "hold ok installed")
        .published("held2", "2.0", "i386", "Depends: missing (>= 9)")
        .write();
    assertThat(Outcome.of(refreshed().listUpgradable()).packages())
        .contains(
            newer("lone", "i386", "1.0", "2.0", "tend", true, HeldBackReason.BROKEN_DEPENDENCIES),
            newer("held2", "i386", "1.0", "2.0", "tend", false, HeldBackReason.HELD));
  }

  @Test
  void readingLeavesEveryFileAsItIs() throws IOException {
    AptPackageManager manager = refreshed();
    Map<String, String> before = files();
    Outcome.of(manager.listUpgradable());
    Outcome.of(manager.upgradeDryRun(REPAIRING.withExcluded(Set.of("plain"))));
    Outcome.of(manager.rebootRequired());
    assertThat(files()).isEqualTo(before);
  }

  private Map<String, HeldBackReason> reasons(
      AptPackageManager manager, UpgradeMode mode, Set<String> excluded) {
    UpgradeOptions options = REPAIRING.withMode(mode).withExcluded(excluded);
    return Outcome.of(manager.upgradeDryRun(options)).heldBack().stream()
        .collect(Collectors.toMap(HeldBackPackage::name, HeldBackPackage::reason));
  }

  private List<String> simulated(List<String> verb) {
    List<String> words = new ArrayList<>(List.of("apt-get", "-s"));
    words.addAll(verb);
    CommandResult result =
        Outcome.of(
            executor.run(
                Command.of(words)
                    .withEnvironment(
                        Map.of("LC_ALL", "C", "APT_CONFIG", root.config().toString()))));
    assertThat(result.ok()).isTrue();
    return result.stdout().lines().toList();
  }

  private static String asAptWritesIt(PackageChange change) {
    String name = change.name() + ("i386".equals(change.arch()) ? ":i386" : "");
    String from = change.from() == null ? "" : " [" + change.from() + "]";
    return change.action() == ChangeAction.REMOVE
        ? "Remv " + name + from
        : "Inst %s%s (%s %s [%s])"
            .formatted(name, from, change.to(), change.origin(), change.arch());
  }

  private static UpgradablePackage newer(
      String name,
      String arch,
      String from,
      String to,
      String origin,
      boolean security,
      HeldBackReason reason) {
    return new UpgradablePackage(name, arch, from, to, origin, security, reason);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var walk = Files.walk(dir.resolve("root"))) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            path.toString(),
            Files.getLastModifiedTime(path) + " " + Arrays.hashCode(Files.readAllBytes(path)));
      }
    }
    return files;
  }
}
