package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Recorded;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnfToolTest {
  @Test
  void recorded() {
    DnfTool dnf4 = DnfTool.parse(Recorded.dnf("dnf4/probe.txt"));
    assertThat(dnf4.program()).isEqualTo("dnf");
    assertThat(dnf4.generation()).isEqualTo(Generation.DNF4);
    assertThat(dnf4.version()).isEqualTo("4.14.0");
    assertThat(dnf4.commands()).contains("repoquery", "needs-restarting", "versionlock");
    DnfTool dnf5 = DnfTool.parse(Recorded.dnf("dnf5/probe.txt"));
    assertThat(dnf5.program()).isEqualTo("dnf5");
    assertThat(dnf5.generation()).isEqualTo(Generation.DNF5);
    assertThat(dnf5.commands()).contains("repoquery", "needs-restarting", "advisory");
  }

  @ParameterizedTest
  @CsvSource({
    "dnf, dnf5 version 5.4.6.0, DNF5",
    "yum, dnf5 version 5.2.8.1, DNF5",
    "dnf, dnf5 5.0.14, DNF5",
    "yum, 4.14.0, DNF4",
    "dnf, 4.2.23, DNF4",
    "dnf, 3.6.1, DNF4",
    "yum, 3.4.3, YUM3",
  })
  void theVersionTellsTheLanguageNotTheName(String program, String version, Generation generation) {
    assertThat(tool(program, version, "upgrade  Upgrade software").generation())
        .isEqualTo(generation);
  }

  @Test
  void noToolIsNoError() {
    DnfTool none = DnfTool.parse(framed(ToldTest.list("tool", "none")));
    assertThat(none.program()).isEqualTo(DnfTool.NONE);
    assertThat(DnfTool.found(framed(ToldTest.list("tool", "none")))).isFalse();
    assertThat(DnfTool.found(framed(ToldTest.list("tool", "yum")))).isTrue();
  }

  @Test
  void programsBesideTheToolCountAsCommands() {
    String lists =
        ToldTest.list("tool", "yum")
            + ToldTest.list("version", "3.4.3\n  Installed: rpm-4.11.3\n")
            + ToldTest.list("help", "List of Commands:\nupdate         Update a package\n")
            + ToldTest.list("beside", "repoquery\nneeds-restarting");
    DnfTool yum = DnfTool.parse(framed(lists));
    assertThat(yum.commands()).contains("update", "repoquery", "needs-restarting");
  }

  @Test
  void aToolThatIsNotUnderstoodIsAnError() {
    assertThatThrownBy(() -> tool("dnf", "command failed", "upgrade  Upgrade"))
        .isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> tool("apt", "4.14.0", "upgrade  Upgrade")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> tool("dnf", "4.14.0", "clean  Clean")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> DnfTool.parse("<html>")).isInstanceOf(Garbled.class);
  }

  private static DnfTool tool(String program, String version, String help) {
    return DnfTool.parse(
        framed(
            ToldTest.list("tool", program)
                + ToldTest.list("version", version)
                + ToldTest.list("help", help)
                + ToldTest.list("beside", "")));
  }

  private static String framed(String lists) {
    return "tendhost-probe-begin\n" + lists + "tendhost-probe-end\n";
  }
}
