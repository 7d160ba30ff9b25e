package dev.tendhost.pkg.internal.apt;

import static dev.tendhost.api.response.RebootVerdict.Verdict.NOT_REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.core.port.Garbled;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebootJudgeTest {
  private static final String HOST = "container none\nmarked no\nnotifier no\n";

  @Test
  void theMarkerNamesThePackagesThatAsked() {
    RebootVerdict verdict =
        judge(
            "container none\nmarked yes\npackage libc6\npackage dbus\npackage libc6\n"
                + "notifier no\nrunning 6.1.0-35-amd64\n");
    assertThat(verdict.verdict()).isEqualTo(REQUIRED);
    assertThat(verdict.reasons())
        .containsExactly("/run/reboot-required is there, because of dbus, libc6");
  }

  @Test
  void theMarkerWithoutNamesCountsToo() {
    assertThat(judge("container lxc\nmarked yes\nnotifier no\nrunning 6.8.12-4-pve\n").verdict())
        .isEqualTo(REQUIRED);
  }

  @Test
  void aNewerKernelOfTheSameFlavour() {
    RebootVerdict verdict = kernels("6.1.0-9-amd64", "6.1.0-9-amd64", "6.1.0-35-amd64");
    assertThat(verdict.verdict()).isEqualTo(REQUIRED);
    assertThat(verdict.reasons())
        .containsExactly("kernel 6.1.0-35-amd64 is installed, 6.1.0-9-amd64 runs");
  }

  @Test
  void versionsAreComparedBySegments() {
    String old = "6.12.90+deb13-amd64";
    String newer = "6.12.90+deb13.1-amd64";
    assertThat(kernels(old, old, newer).verdict()).isEqualTo(REQUIRED);
    assertThat(kernels(newer, old, newer).verdict()).isEqualTo(NOT_REQUIRED);
    assertThat(kernels("6.1.0-35-amd64", "6.1.0-9-amd64", "6.1.0-35-amd64").verdict())
        .isEqualTo(NOT_REQUIRED);
  }

  @Test
  void otherFlavoursAndRescueImagesDoNotCount() {
    assertThat(
            kernels(
                    "6.1.0-35-amd64",
                    "6.1.0-35-amd64",
                    "6.12.1-1-cloud-amd64",
                    "0-rescue-0123",
                    "9.9.9-recovery",
                    "virtual",
                    "6.1.0-99-amd64.old")
                .verdict())
        .isEqualTo(NOT_REQUIRED);
  }

  @Test
  void theRunningKernelWasRemoved() {
    RebootVerdict verdict = kernels("6.1.0-9-amd64", "6.1.0-8-amd64");
    assertThat(verdict.verdict()).isEqualTo(REQUIRED);
    assertThat(verdict.reasons().get(0)).contains("was removed").contains("6.1.0-8-amd64");
  }

  @Test
  void aKernelFromOutsideIsNotOneThatWasRemoved() {
    RebootVerdict verdict = kernels("6.18.44-fc-v669", "6.1.0-35-amd64");
    assertThat(verdict.verdict()).isEqualTo(UNKNOWN);
    assertThat(verdict.reasons().get(0)).contains("6.18.44-fc-v669").contains("6.1.0-35-amd64");
  }

  @Test
  void inAContainerNoKernelCounts() {
    String kernels = "running 6.1.0-9-amd64\nimage 6.1.0-35-amd64\nmodules 6.1.0-35-amd64\n";
    assertThat(judge("container lxc\nmarked no\nnotifier no\n" + kernels).verdict())
        .isEqualTo(UNKNOWN);
    assertThat(judge("container lxc\nmarked no\nnotifier yes\n" + kernels).verdict())
        .isEqualTo(NOT_REQUIRED);
    String byKernel = "container lxc\nmarked yes\npackage linux-image-6.1.0-35-amd64\n";
    assertThat(judge(byKernel + "notifier no\n" + kernels).verdict()).isEqualTo(UNKNOWN);
    assertThat(judge(byKernel + "package libc6\nnotifier no\n" + kernels).verdict())
        .isEqualTo(REQUIRED);
  }

  @Test
  void noEvidenceIsUnknown() {
    assertThat(judge(HOST + "running 6.18.44-fc\n").verdict()).isEqualTo(UNKNOWN);
  }

  @Test
  void noiseAroundTheProbeIsIgnoredAndCutsAreNot() {
    String whole = "Welcome!\n" + framed(HOST + "running 6.1.0-9-amd64\n") + "bye\n";
    assertThat(RebootProbe.parse(whole).running()).isEqualTo("6.1.0-9-amd64");
    for (String bad :
        List.of("", "<html>", whole.substring(0, whole.indexOf("running")), framed(HOST))) {
      assertThatThrownBy(() -> RebootProbe.parse(bad)).isInstanceOf(Garbled.class);
    }
  }

  @Test
  void releasesAreSplitIntoVersionAndFlavour() {
    assertThat(KernelRelease.of("6.1.0-35-cloud-amd64"))
        .isEqualTo(new KernelRelease("6.1.0-35-cloud-amd64", "6.1.0-35", "cloud-amd64"));
    assertThat(KernelRelease.of("6.12~rc1-amd64").flavour()).isEqualTo("amd64");
    assertThat(KernelRelease.of("5.15.0-91-generic").version()).isEqualTo("5.15.0-91");
    assertThat(KernelRelease.of("6.10-rc7-686-pae").flavour()).isEqualTo("686-pae");
    assertThat(KernelRelease.of("6.6.31+rpt-rpi-v8").flavour()).isEqualTo("rpi-v8");
    assertThat(KernelRelease.of("6.18.1").flavour()).isEmpty();
  }

  private static RebootVerdict kernels(String running, String... installed) {
    StringBuilder lines = new StringBuilder(HOST + "running " + running + "\n");
    for (String release : installed) {
      lines.append("image ").append(release).append("\nmodules ").append(release).append('\n');
    }
    return judge(lines.toString());
  }

  private static RebootVerdict judge(String lines) {
    return RebootJudge.judge(RebootProbe.parse(framed(lines)));
  }

  private static String framed(String lines) {
    return "tendhost-probe-begin\n" + lines + "tendhost-probe-end\n";
  }
}
