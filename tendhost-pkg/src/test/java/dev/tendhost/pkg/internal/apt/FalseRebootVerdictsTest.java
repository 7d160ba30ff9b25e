package dev.tendhost.pkg.internal.apt;

import static dev.tendhost.api.response.RebootVerdict.Verdict.NOT_REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.REQUIRED;
import static dev.tendhost.api.response.RebootVerdict.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts on which other tools told of a due reboot that was none, or missed one; each by the report
 * that describes it, or by what is alike. Judged by the files that such a host has.
 */
class FalseRebootVerdictsTest {
  static Stream<Arguments> reported() {
    return Stream.of(
        host(
            "PatchMon#363: Ubuntu 24.04, the meta-package linux-image-virtual counts as a kernel",
            NOT_REQUIRED,
            host ->
                host.running("6.8.0-88-generic")
                    .kernels("6.8.0-87-generic", "6.8.0-88-generic", "virtual")),
        host(
            "PatchMon#379: the meta-package's version 6.8.0-88.89 is newer than any kernel's",
            NOT_REQUIRED,
            host ->
                host.running("6.8.0-88-generic")
                    .kernels("6.8.0-88-generic", "6.8.0-88.89-virtual")),
        host(
            "PatchMon#390: the same on Ubuntu 22.04, freshly rebooted",
            NOT_REQUIRED,
            host ->
                host.running("5.15.0-164-generic")
                    .kernels("5.15.0-163-generic", "virtual", "5.15.0-164-generic")),
        host(
            "PatchMon#831: of two kernels that differ behind the + the older counts as newest",
            NOT_REQUIRED,
            host ->
                host.running("6.12.90+deb13.1-amd64")
                    .kernels("6.12.90+deb13-amd64", "6.12.90+deb13.1-amd64")),
        host(
            "PatchMon#600: cron's /run/crond.reboot is no marker",
            NOT_REQUIRED,
            host ->
                host.running("6.12.62+rpt-rpi-v8")
                    .kernels("6.12.62+rpt-rpi-v8")
                    .file("run/crond.reboot", "")),
        host(
            "PatchMon#608: a container in which kernels were installed runs the host's",
            UNKNOWN,
            host -> host.container("lxc").running("6.8.12-4-pve").kernels("6.1.0-35-amd64")),
        host(
            "PatchMon#799: the same, and the kernel's package has set the marker",
            UNKNOWN,
            host ->
                host.container("lxc")
                    .running("6.8.12-23-pve")
                    .kernels("6.1.0-35-amd64")
                    .marked("linux-image-6.1.0-35-amd64")),
        host(
            "turnkey#1894: a container without any kernel is told of a kernel update",
            UNKNOWN,
            host -> host.container("lxc").running("6.8.12-4-pve")));
  }

  static Stream<Arguments> alike() {
    return Stream.of(
        host(
            "PatchMon#831, the other way: the newer kernel waits",
            REQUIRED,
            host ->
                host.running("6.12.90+deb13-amd64")
                    .kernels("6.12.90+deb13-amd64", "6.12.90+deb13.1-amd64")),
        host(
            "PatchMon#831, a comment: .96 sorts behind .100 as text",
            NOT_REQUIRED,
            host ->
                host.running("6.12.100+deb13-amd64")
                    .kernels("6.12.96+deb13-amd64", "6.12.100+deb13-amd64")),
        host(
            "PatchMon#647: a Raspberry Pi has kernels of several flavours",
            NOT_REQUIRED,
            host ->
                host.running("6.12.62+rpt-rpi-2712")
                    .kernels("6.12.62+rpt-rpi-2712", "6.12.62+rpt-rpi-v8")),
        host(
            "a kernel of another flavour is newer and does not boot",
            NOT_REQUIRED,
            host ->
                host.running("6.1.0-35-amd64").kernels("6.1.0-35-amd64", "6.1.0-36-cloud-amd64")),
        host(
            "a container on a host of its own kind, whose kernels have one flavour",
            UNKNOWN,
            host -> host.container("lxc").running("6.1.0-30-amd64").kernels("6.1.0-35-amd64")),
        host(
            "a container's library asked for a reboot, and has it coming",
            REQUIRED,
            host -> host.container("lxc").running("6.8.12-4-pve").marked("libc6")),
        host(
            "a machine that boots a kernel from outside",
            UNKNOWN,
            host -> host.running("4.19.0-linode42").kernels("6.1.0-35-amd64")),
        host(
            "a rescue image is newer than what boots every day",
            NOT_REQUIRED,
            host -> host.running("6.1.0-35-amd64").kernels("6.1.0-35-amd64", "9.9.9-rescue")),
        host(
            "6.1.0-9 sorts behind 6.1.0-35 as text",
            NOT_REQUIRED,
            host -> host.running("6.1.0-35-amd64").kernels("6.1.0-9-amd64", "6.1.0-35-amd64")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"reported", "alike"})
  void isJudgedRight(
      String report, Verdict verdict, Consumer<RebootHost> arrange, @TempDir Path root) {
    RebootHost host = new RebootHost(root);
    arrange.accept(host);
    RebootVerdict told = host.verdict();
    assertThat(told.verdict()).as("%s: %s", report, told.reasons()).isEqualTo(verdict);
    assertThat(told.reasons()).isNotEmpty();
  }

  private static Arguments host(String report, Verdict verdict, Consumer<RebootHost> arrange) {
    return Arguments.of(report, verdict, arrange);
  }
}
