package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts run by a real shell that finds no program but those of the test. */
class RebootScriptTest {
  private static final String SYSTEMD = "/run/systemd/system";

  @TempDir Path directory;
  private Path programs;
  private Path said;

  @BeforeEach
  void programs() throws IOException {
    programs = Files.createDirectory(directory.resolve("bin"));
    said = directory.resolve("said");
    for (String tool : List.of("sh", "grep", "sleep", "nohup", "setsid")) {
      Path real =
          Stream.of("/bin/" + tool, "/usr/bin/" + tool)
              .map(Path::of)
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(programs.resolve(tool), real);
    }
  }

  @Test
  void systemdIsAskedWhereItRuns() throws Exception {
    fake("systemctl", "");
    fake("shutdown", "");
    fake("systemd-inhibit", "echo 'gdm 0 root 72 gdm shutdown login delay'");
    assertThat(run(RebootCommand.REBOOT, true).code()).isZero();
    assertThat(Files.readAllLines(said)).endsWith("systemctl reboot");
    assertThat(Files.readString(said)).doesNotContain("shutdown -r");
  }

  @Test
  void anOlderSystemdIsAskedToo() throws Exception {
    fake("systemctl", "");
    assertThat(run(RebootCommand.REBOOT, true).code()).isZero();
    assertThat(Files.readAllLines(said)).containsExactly("systemctl reboot");
  }

  @Test
  void aLockThatCameInBetweenIsNamedAndNothingIsAsked() throws Exception {
    fake("systemctl", "");
    fake("systemd-inhibit", "echo 'apt 0 root 71 apt sleep:shutdown a b block'");
    Ran ran = run(RebootCommand.REBOOT, true);
    assertThat(ran.code()).isOne();
    assertThat(ran.text()).contains("apt 0 root 71 apt sleep:shutdown a b block");
    assertThat(Files.readString(said)).doesNotContain("systemctl");
  }

  @Test
  void withoutSystemdShutdownIsStartedInASessionOfItsOwn() throws Exception {
    fake("systemctl", "");
    fake("reboot", "");
    fake("shutdown", "");
    assertThat(run(RebootCommand.REBOOT, false).code()).isZero();
    awaitSaid();
    assertThat(Files.readAllLines(said)).containsExactly("shutdown -r now");
  }

  @Test
  void whereThereIsNoShutdownThereMayBeReboot() throws Exception {
    fake("reboot", "");
    assertThat(run(RebootCommand.REBOOT, false).code()).isZero();
    awaitSaid();
    assertThat(Files.readAllLines(said)).containsExactly("reboot ");
  }

  @Test
  void nothingToRebootWithIsAFailure() throws Exception {
    Ran ran = run(RebootCommand.REBOOT, false);
    assertThat(ran.code()).isEqualTo(127);
    assertThat(ran.text()).contains("neither systemctl nor shutdown nor reboot");
  }

  @Test
  void locksAreToldLineByLineWhateverIsInThem() throws Exception {
    fake("systemd-inhibit", "printf 'WHO  WHAT MODE\\napt \\\\t $(x) shutdown block\\n'");
    Ran ran = run(RebootCommand.INHIBITORS, true);
    assertThat(ran.code()).isZero();
    assertThat(ran.text().lines())
        .containsExactly(
            "tendhost-probe-begin",
            "lock WHO  WHAT MODE",
            "lock apt \\t $(x) shutdown block",
            "tendhost-probe-end");
  }

  @Test
  void aHostWithoutSystemdHasNoLocks() throws Exception {
    fake("systemd-inhibit", "echo never");
    assertThat(run(RebootCommand.INHIBITORS, false).text().lines())
        .containsExactly("tendhost-probe-begin", "tendhost-probe-end");
  }

  private record Ran(int code, String text) {}

  private Ran run(Command command, boolean systemd) throws Exception {
    Path there = systemd ? directory : directory.resolve("absent");
    String script = Objects.requireNonNull(command.script());
    assertThat(script).contains(SYSTEMD);
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", script.replace(SYSTEMD, there.toString()));
    builder.environment().put("PATH", programs.toString());
    Path output = directory.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), Files.readString(output));
  }

  /** A program that tells what it was asked, and does what is given. */
  private void fake(String name, String does) throws IOException {
    Path file = programs.resolve(name);
    Files.writeString(
        file,
        "#!/bin/sh\n[ \"$1\" = --help ] || echo \""
            + name
            + " $*\" >>"
            + said
            + "\n"
            + does
            + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The other program is started a second later, when the script has ended. */
  private void awaitSaid() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(said) || Files.size(said) == 0) {
      assertThat(System.nanoTime()).as("it was started").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
