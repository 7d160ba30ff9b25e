package dev.tendhost.pkg.internal.apt;

import static dev.tendhost.api.response.RebootVerdict.Verdict.NOT_REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts on which other tools told of a due reboot that was none, or missed one; each by the report
 * that describes it.
 */
class FalseRebootVerdictsTest {
  private static final String NO_MARKER = "marked no\nnotifier no\n";
  private static final String MACHINE = "container none\n" + NO_MARKER;
  private static final String LXC = "container lxc\n" + NO_MARKER;

  static Stream<Arguments> hosts() {
    return Stream.of(
        host(
            "PatchMon#363: the meta-package linux-image-virtual is taken for a kernel",
            NOT_REQUIRED,
            MACHINE + kernels("5.15.0-91-generic", "5.15.0-91-generic", "virtual")),
        host(
            "PatchMon#379: a meta-package's version, with its flavour, is newer than any kernel's",
            NOT_REQUIRED,
            MACHINE + kernels("6.8.0-45-generic", "6.8.0-45-generic", "6.8.0.48.48-virtual")),
        host(
            "PatchMon#390: a kernel of another flavour is newer and does not boot",
            NOT_REQUIRED,
            MACHINE + kernels("6.1.0-35-amd64", "6.1.0-35-amd64", "6.1.0-36-cloud-amd64")),
        host(
            "PatchMon#831: +deb13 sorts behind +deb13.1 as text",
            NOT_REQUIRED,
            MACHINE
                + kernels("6.12.90+deb13.1-amd64", "6.12.90+deb13-amd64", "6.12.90+deb13.1-amd64")),
        host(
            "PatchMon#831, the other way: the newer kernel waits",
            REQUIRED,
            MACHINE
                + kernels("6.12.90+deb13-amd64", "6.12.90+deb13-amd64", "6.12.90+deb13.1-amd64")),
        host(
            "PatchMon#600: another file whose name ends in reboot is no marker",
            NOT_REQUIRED,
            MACHINE + kernels("6.1.0-35-amd64", "6.1.0-35-amd64")),
        host(
            "PatchMon#608: a container with a kernel package runs the host's kernel",
            UNKNOWN,
            LXC + kernels("6.8.12-4-pve", "6.1.0-35-amd64")),
        host(
            "PatchMon#799: a container's marker that only a kernel package set",
            UNKNOWN,
            "container lxc\nmarked yes\npackage linux-image-6.1.0-35-amd64\nnotifier no\n"
                + kernels("6.8.12-4-pve", "6.1.0-35-amd64")),
        host(
            "turnkey#1894: a container without any kernel",
            UNKNOWN,
            LXC + "running 6.8.12-4-pve\n"),
        host(
            "needrestart#23, #90: a machine that boots a kernel from outside",
            UNKNOWN,
            MACHINE + kernels("4.19.0-linode42", "6.1.0-35-amd64")),
        host(
            "needrestart#245: a rescue image is newer than what boots every day",
            NOT_REQUIRED,
            MACHINE + kernels("6.1.0-35-amd64", "6.1.0-35-amd64", "9.9.9-rescue")),
        host(
            "needrestart#317: 6.1.0-9 sorts behind 6.1.0-35 as text",
            NOT_REQUIRED,
            MACHINE + kernels("6.1.0-35-amd64", "6.1.0-9-amd64", "6.1.0-35-amd64")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hosts")
  void isJudgedRight(String report, Verdict verdict, String probe) {
    RebootVerdict told =
        RebootJudge.judge(
            RebootProbe.parse("tendhost-probe-begin\n" + probe + "tendhost-probe-end\n"));
    assertThat(told.verdict()).as("%s: %s", report, told.reasons()).isEqualTo(verdict);
    assertThat(told.reasons()).isNotEmpty();
  }

  private static Arguments host(String report, Verdict verdict, String probe) {
    return Arguments.of(report, verdict, probe);
  }

  private static String kernels(String running, String... installed) {
    StringBuilder lines = new StringBuilder("running " + running + "\n");
    for (String release : installed) {
      lines.append("image ").append(release).append("\nmodules ").append(release).append('\n');
    }
    return lines.toString();
  }
}
