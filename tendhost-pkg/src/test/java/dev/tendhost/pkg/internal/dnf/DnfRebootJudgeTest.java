package dev.tendhost.pkg.internal.dnf;

import static dev.tendhost.api.response.RebootVerdict.Verdict.NOT_REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnfRebootJudgeTest {
  private static final String YES =
      """
      Core libraries or services have been updated since boot-up:
        * linux-firmware
        * systemd

      Reboot is required to fully utilize these updates.
      More information: https://access.redhat.com/solutions/27943
      """;
  private static final String NO =
      """
      No core libraries or services have been updated since boot-up.
      Reboot should not be necessary.
      """;
  private static final String EL9 = "5.14.0-427.13.1.el9_4.x86_64";

  @Test
  void theWordsDecide() {
    RebootVerdict yes = judge("none", EL9, YES, "", "");
    assertThat(yes.verdict()).isEqualTo(REQUIRED);
    assertThat(yes.reasons())
        .containsExactly("needs-restarting asks for a reboot because of linux-firmware, systemd");
    assertThat(judge("none", EL9, NO, "", "glibc|2000\n").verdict()).isEqualTo(NOT_REQUIRED);
    String old = "Core libraries or services have been updated:\n  openssl-libs -> 1:1.0.2k\n\n";
    assertThat(
            judge("none", EL9, old + "Reboot is required to ensure that your system\n", "", "")
                .reasons())
        .containsExactly("needs-restarting asks for a reboot because of openssl-libs");
  }

  @Test
  void inAContainerNoKernelCounts() {
    assertThat(judge("lxc", EL9, YES, "", "").reasons())
        .containsExactly("needs-restarting asks for a reboot because of systemd");
    String kernels = YES.replace("systemd", "kernel-core");
    assertThat(judge("lxc", EL9, kernels, "", "").verdict()).isEqualTo(NOT_REQUIRED);
    assertThat(judge("none", EL9, kernels, "", "").verdict()).isEqualTo(REQUIRED);
    String newer = "kernel-core-5.14.0-503.el9.x86_64\nkernel-core-" + EL9 + "\n";
    assertThat(judge("lxc", EL9, "", newer, "glibc|2000\n").verdict()).isEqualTo(UNKNOWN);
  }

  // Every one of these exits with 1, as a reboot that is due does.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "No such command: needs-restarting. Please use /usr/bin/dnf --help\n",
        "Unknown argument \"needs-restarting\" for command \"dnf5\".\n",
        "Error: Failed to download metadata for repo 'tend'\n",
        "Cache-only enabled but no cache for repository \"tend\"\n",
        "Traceback (most recent call last):\n",
        "sh: 1: needs-restarting: not found\n",
      })
  void anErrorIsNoVerdict(String needs) {
    RebootVerdict verdict = judge("none", "6.18.44-fc-v669", needs, "", "");
    assertThat(verdict.verdict()).isEqualTo(UNKNOWN);
    assertThat(verdict.reasons()).hasSize(2);
    assertThat(verdict.reasons().get(0)).startsWith("needs-restarting tells nothing: ");
  }

  @Test
  void wordsForBothAreNone() {
    assertThat(judge("none", "6.18.44-fc-v669", YES + NO, "", "").verdict()).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    // The newest of the running kernel's own flavour decides.
    "5.14.0-427.el9.x86_64, kernel-core-5.14.0-427.el9.x86_64, NOT_REQUIRED",
    "5.14.0-427.el9.x86_64, kernel-core-5.14.0-427.el9.x86_64 kernel-core-5.14.0-427.13.1.el9_4.x86_64, REQUIRED",
    "5.14.0-503.el9.x86_64, kernel-core-5.14.0-427.el9.x86_64 kernel-core-5.14.0-503.el9.x86_64, NOT_REQUIRED",
    "6.9.4-200.fc40.x86_64, kernel-core-6.9.4-200.fc40.x86_64 kernel-core-6.10.3-200.fc40.x86_64, REQUIRED",
    "3.10.0-957.el7.x86_64, kernel-3.10.0-957.el7.x86_64 kernel-3.10.0-1160.el7.x86_64, REQUIRED",
    "3.10.0-1160.el7.x86_64, kernel-3.10.0-957.el7.x86_64 kernel-3.10.0-1160.el7.x86_64, NOT_REQUIRED",
    // Other flavours, tools and headers do not count.
    "5.14.0-427.el9.x86_64, kernel-core-5.14.0-427.el9.x86_64 kernel-rt-core-5.14.0-503.el9.x86_64, NOT_REQUIRED",
    "5.14.0-427.el9.x86_64, kernel-core-5.14.0-427.el9.x86_64 kernel-tools-5.14.0-503.el9.x86_64, NOT_REQUIRED",
    "5.14.0-427.el9.x86_64, kernel-core-5.14.0-427.el9.x86_64 kernel-modules-core-5.14.0-503.el9.x86_64, NOT_REQUIRED",
    "5.14.0-427.el9.x86_64+rt, kernel-rt-core-5.14.0-427.el9.x86_64 kernel-rt-core-5.14.0-503.el9.x86_64 kernel-core-5.14.0-427.el9.x86_64, REQUIRED",
    "5.14.0-427.el9.x86_64+rt, kernel-rt-core-5.14.0-427.el9.x86_64 kernel-core-5.14.0-503.el9.x86_64, NOT_REQUIRED",
    "5.15.0-200.131.27.el8uek.x86_64, kernel-uek-core-5.15.0-200.131.27.el8uek.x86_64 kernel-core-6.1.0-1.el8.x86_64, NOT_REQUIRED",
    // One of the distribution's that is gone was removed; one from outside says nothing.
    "5.14.0-284.el9.x86_64, kernel-core-5.14.0-427.el9.x86_64, REQUIRED",
    "6.18.44-fc-v669, kernel-core-5.14.0-427.el9.x86_64, UNKNOWN",
    "6.8.12-4-pve, kernel-core-5.14.0-427.el9.x86_64, UNKNOWN",
  })
  void kernelsWhereNeedsRestartingTellsNothing(String running, String kernels, Verdict verdict) {
    assertThat(judge("none", running, "", kernels.replace(' ', '\n') + "\n", "").verdict())
        .isEqualTo(verdict);
  }

  @Test
  void corePackagesWhereNeedsRestartingTellsNothing() {
    String kernel = "kernel-core-" + EL9 + "\n";
    RebootVerdict verdict = judge("none", EL9, "", kernel, "glibc|2000\nsystemd|500\n");
    assertThat(verdict.verdict()).isEqualTo(REQUIRED);
    assertThat(verdict.reasons()).contains("installed since the start: glibc");
    assertThat(judge("none", EL9, "", kernel, "glibc|999\n").verdict()).isEqualTo(NOT_REQUIRED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void recorded(String tool) {
    RebootEvidence evidence = RebootEvidence.parse(Recorded.dnf(tool + "/reboot.txt"));
    assertThat(evidence.kernels()).hasSize(3);
    assertThat(evidence.core()).extracting(RebootEvidence.Core::name).contains("linux-firmware");
    assertThat(DnfRebootJudge.judge(evidence).verdict()).isEqualTo(NOT_REQUIRED);
  }

  @Test
  void garbledEvidenceIsAnError() {
    String whole = Recorded.dnf("dnf4/reboot.txt");
    for (String bad :
        List.of("", "<html>", whole.replace("booted ", "botted "), whole.replace("|", " "))) {
      assertThatThrownBy(() -> RebootEvidence.parse(bad)).isInstanceOf(Garbled.class);
    }
  }

  private static RebootVerdict judge(
      String container, String running, String needs, String kernels, String core) {
    String lists =
        ToldTest.list("container", container)
            + ToldTest.list("running", running)
            + ToldTest.list("booted", "1000")
            + ToldTest.list("needs", needs)
            + ToldTest.list("kernel", kernels)
            + ToldTest.list("core", core);
    return DnfRebootJudge.judge(
        RebootEvidence.parse("tendhost-probe-begin\n" + lists + "tendhost-probe-end\n"));
  }
}
