package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Recorded;
import dev.tendhost.pkg.internal.apt.Simulation.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationParserTest {
  @Test
  void everyLineOfARealSystem() {
    Simulation simulation = SimulationParser.parse(Recorded.apt("bookworm-everything.txt"));
    assertThat(simulation.changes()).hasSize(136).allMatch(c -> c.action() == ChangeAction.UPGRADE);
    assertThat(simulation.changes())
        .contains(
            new Change(
                ChangeAction.UPGRADE,
                "libgcrypt20-dev",
                "amd64",
                "1.10.1-3",
                "1.10.1-3+deb12u1",
                "Debian:12.15/oldstable, Debian-Security:12/oldstable-security"));
    assertThat(
            simulation.changes().stream().filter(c -> SecurityOrigin.ofOrigins(c.origin())).count())
        .isEqualTo(81);
    assertThat(simulation.unfinished()).isEmpty();
  }

  @Test
  void aRealSystemSaysTheSameInBothLists() {
    Simulation simulation = SimulationParser.parse(Recorded.apt("bookworm-everything.txt"));
    assertThat(AptList.parse(Recorded.apt("bookworm-list.txt")))
        .extracting(e -> e.name() + " " + e.arch() + " " + e.installed() + " " + e.candidate())
        .containsExactlyInAnyOrderElementsOf(
            simulation.changes().stream()
                .map(c -> c.name() + " " + c.arch() + " " + c.from() + " " + c.to())
                .toList());
  }

  @Test
  void removalsHaveNoNewVersion() {
    Simulation simulation = SimulationParser.parse(Recorded.apt("removal-dist-upgrade.txt"));
    assertThat(simulation.changes().subList(0, 2))
        .containsExactly(
            new Change(ChangeAction.REMOVE, "tend-needs", null, "1.0", null, null),
            new Change(ChangeAction.REMOVE, "tend-victim", null, "1.0", null, null));
    assertThat(simulation.upgraded()).hasSize(2);
  }

  @Test
  void aRealSystemWithARemovalAndWithPhasedPackages() {
    Simulation removal = SimulationParser.parse(Recorded.apt("bookworm-removal-dist-upgrade.txt"));
    assertThat(removal.changes())
        .hasSize(137)
        .contains(new Change(ChangeAction.REMOVE, "tend-victim", null, "1.0", null, null));
    Simulation phased = SimulationParser.parse(Recorded.apt("bookworm-phased-plan.txt"));
    assertThat(phased.upgraded())
        .hasSize(133)
        .doesNotContain(new PackageKey("curl", "amd64"), new PackageKey("tzdata", "all"));
  }

  @Test
  void aNewPackageHasNoOldVersion() {
    Simulation simulation = SimulationParser.parse(Recorded.apt("newdep-upgrade.txt"));
    assertThat(simulation.changes())
        .contains(
            new Change(ChangeAction.INSTALL, "tend-libnew", "all", null, "2.0", "Tend:1/tend"));
  }

  @Test
  void aHalfConfiguredPackageIsNotUpToDate() {
    Simulation simulation = SimulationParser.parse(Recorded.apt("half-configured-upgrade.txt"));
    assertThat(simulation.changes()).isEmpty();
    assertThat(simulation.unfinished()).containsExactly("tend-badpost");
    assertThat(simulation.unfinishedCount()).isEqualTo(1);
  }

  @Test
  void traps() {
    Simulation simulation =
        SimulationParser.parse(
            """
            3 upgraded, 1 newly installed, 1 downgraded, 2 to remove and 9 not upgraded.
            1 not fully installed or removed.
            Remv gone:i386 [1.0]
            Purg conf [2:1.0-1]
            Inst a [1.0] (2.0 Google LLC:1.0/stable [amd64]) [perl:amd64 ]
            Inst b:i386 [1.0] (2.0 L:1/s [i386]) [libpam-modules:amd64 on libpam-modules-bin:amd64] []
            Inst c (1.0 localhost [all])
            Inst d [2.0~rc1] (2.0 [all])
            Inst e [2.0] (1.0 L:1/s [all]) []
            Conf a (2.0 Google LLC:1.0/stable [amd64])
            Conf b:i386 (2.0 L:1/s [i386])
            Conf c (1.0 localhost [all])
            Conf d (2.0 [all])
            Conf e (1.0 L:1/s [all])
            Conf half (1.0  [all])
            """);
    assertThat(simulation.changes())
        .containsExactly(
            new Change(ChangeAction.REMOVE, "gone:i386", "i386", "1.0", null, null),
            new Change(ChangeAction.REMOVE, "conf", null, "2:1.0-1", null, null),
            new Change(ChangeAction.UPGRADE, "a", "amd64", "1.0", "2.0", "Google LLC:1.0/stable"),
            new Change(ChangeAction.UPGRADE, "b:i386", "i386", "1.0", "2.0", "L:1/s"),
            new Change(ChangeAction.INSTALL, "c", "all", null, "1.0", "localhost"),
            new Change(ChangeAction.UPGRADE, "d", "all", "2.0~rc1", "2.0", null),
            new Change(ChangeAction.DOWNGRADE, "e", "all", "2.0", "1.0", "L:1/s"));
    assertThat(simulation.unfinished()).containsExactly("half");
    assertThat(simulation.changes().get(3).name()).isEqualTo("b");
  }

  @Test
  void nothingToDoIsSaidNotGuessed() {
    String nothing = "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n";
    assertThat(SimulationParser.parse(nothing).changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "Reading package lists...\n",
        "<html>0 upgraded</html>\n",
        "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.",
        "1 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n",
        "0 upgraded, 0 newly installed, 1 to remove and 0 not upgraded.\n",
        "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\nConf \n",
        "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\nInst a [1] (2 x [all])\n",
        "1 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\nInst a [1] (2 x [all])\n",
        "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n"
            + "0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n",
        "99999999999 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n",
      })
  void garbledIsNeverEmpty(String output) {
    assertThatThrownBy(() -> SimulationParser.parse(output)).isInstanceOf(Garbled.class);
  }

  @Test
  void cutOffAnywhereIsNoticed() {
    String whole = Recorded.apt("removal-dist-upgrade.txt");
    for (int end = 0; end < whole.length(); end++) {
      String cut = whole.substring(0, end);
      assertThatThrownBy(() -> SimulationParser.parse(cut)).as(cut).isInstanceOf(Garbled.class);
    }
  }
}
