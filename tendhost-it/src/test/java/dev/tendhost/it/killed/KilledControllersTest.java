package dev.tendhost.it.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.TestReport;
import dev.tendhost.it.hosts.AptHost;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are killed while they update or reboot a host. */
@Timeout(3600)
class KilledControllersTest {
  private static final long SEED = 20261124;

  @TempDir Path scratch;

  @Test
  @Tag("fleet")
  void tenKillsOfUpdates() throws Exception {
    try (AptHost host = AptHost.start()) {
      assertThat(new KilledUpdates(host, scratch, SEED).run(10)).containsEntry("lives", 5);
    }
  }

  @Test
  @Tag("fleet")
  void fourKillsOfReboots() throws Exception {
    try (AptHost host = AptHost.start()) {
      assertThat(new KilledReboots(host, scratch, SEED).run(4)).containsEntry("lives", 2);
    }
  }

  @Test
  @Tag("campaign")
  void aHundredKillsOfUpdates() throws Exception {
    try (AptHost host = AptHost.start()) {
      Map<String, Integer> counts = new KilledUpdates(host, scratch, SEED).run(100);
      assertThat(counts).containsEntry("lives", 50);
      report(
          "killed-updates.md",
          """
          # Controllers killed in the life of an update

          Twelve packages of a Debian host, updated over SSH fifty times by a program that keeps its
          state in a directory. At a hundred seeded random moments (seed %d) it was killed (kill -9)
          if it had not ended, and started again. No package was left half configured, no maintainer script ran twice, and
          every update ended well.
          """,
          counts);
    }
  }

  @Test
  @Tag("campaign")
  void fiftyKillsOfReboots() throws Exception {
    try (AptHost host = AptHost.start()) {
      Map<String, Integer> counts = new KilledReboots(host, scratch, SEED).run(50);
      assertThat(counts).containsEntry("lives", 25);
      report(
          "killed-reboots.md",
          """
          # Controllers killed in the life of a reboot

          A Debian host on which a reboot is due, rebooted over SSH twenty-five times by a program that keeps its
          state in a directory. At fifty seeded random moments (seed %d) it was killed (kill -9) if it
          had not ended, and started again. Each time the host was told to reboot once, and the reboot was proven.
          """,
          counts);
    }
  }

  private static void report(String name, String text, Map<String, Integer> counts) {
    StringBuilder report =
        new StringBuilder(text.formatted(SEED) + "\n| what | times |\n|---|---|\n");
    counts.forEach((what, times) -> report.append("| %s | %d |\n".formatted(what, times)));
    TestReport.write(name, report.toString());
  }
}
