package dev.tendhost.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.TestReport;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred cuts of commands and two hundred of jobs; the figures go into a report. */
@Tag("campaign")
@Timeout(3600)
class CutCampaignTest {
  private static final int POINTS = 200;
  private static final long SEED = 20261123;

  @Test
  void commands(@TempDir Path marks) throws Exception {
    try (SshHost host = new SshHost()) {
      Map<String, Integer> counts = new CutCommands(host, marks, SEED).run(POINTS);
      assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(POINTS);
      report(
          "cut-commands.md",
          """
          # Connections cut in the life of a command

          %d seeded random points (seed %d), from the first byte of the handshake to the last of the
          output, either direction, by FIN or RST, in front of OpenSSH's sshd. The command writes 3,000
          lines and exits with 7. No future hung, no exit code was wrong, no output was short, nothing
          ran twice, nothing had run where the error says so, and each executor ran the next command.

          """
              .formatted(POINTS, SEED),
          counts);
    }
  }

  @Test
  void jobs(@TempDir Path directory) throws Exception {
    try (SshHost host = new SshHost()) {
      Map<String, Integer> counts = new CutJobs(host, directory, SEED).run(POINTS);
      report(
          "cut-jobs.md",
          """
          # Connections cut in the life of a detached job

          %d seeded random points (seed %d), three of each job, either direction, by FIN or RST, in
          front of OpenSSH's sshd. Each job writes 12 lines within four seconds and exits with 3. Each
          ran once, each verdict was EXITED(3), and each line was told once and in order.

          """
              .formatted(POINTS, SEED),
          counts);
    }
  }

  private static void report(String file, String head, Map<String, Integer> counts) {
    StringBuilder text = new StringBuilder(head).append("| outcome | times |\n|---|---|\n");
    counts.forEach((what, times) -> text.append("| %s | %d |\n".formatted(what, times)));
    TestReport.write(file, text.toString());
  }
}
