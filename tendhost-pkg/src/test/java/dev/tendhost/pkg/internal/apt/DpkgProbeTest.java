package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import org.junit.jupiter.api.Test;

class DpkgProbeTest {
  @Test
  void unfinishedPackagesAndTheJournalAreTold() {
    DpkgProbe probe = parse("unfinished a (half-configured)\nstatus read\njournal yes\n");
    assertThat(probe.unfinished()).containsExactly("a (half-configured)");
    assertThat(probe.journal()).isTrue();
    assertThat(parse("status read\njournal no\n").unfinished()).isEmpty();
  }

  @Test
  void aStatusThatWasNotReadIsGarbledNeverClean() {
    for (String lines :
        new String[] {"", "journal no\n", "status read\n", "status x\njournal no\n"}) {
      assertThatThrownBy(() -> parse(lines)).isInstanceOf(Garbled.class);
    }
  }

  private static DpkgProbe parse(String lines) {
    return DpkgProbe.parse("tendhost-probe-begin\narch amd64\n" + lines + "tendhost-probe-end\n");
  }
}
