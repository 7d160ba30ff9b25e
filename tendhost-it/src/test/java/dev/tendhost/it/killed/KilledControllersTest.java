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

/** Programs that are killed while they update a host. */
@Timeout(3600)
class KilledControllersTest {
  private static final long SEED = 20261124;

  @TempDir Path scratch;

  @Test
  @Tag("fleet")
  void tenKills() throws Exception {
    try (AptHost host = AptHost.start()) {
      Map<String, Integer> counts = new KilledControllers(host, scratch, SEED).run(10);
      assertThat(counts).containsEntry("updates", 5);
    }
  }

  @Test
  @Tag("campaign")
  void aHundredKills() throws Exception {
    try (AptHost host = AptHost.start()) {
      Map<String, Integer> counts = new KilledControllers(host, scratch, SEED).run(100);
      assertThat(counts).containsEntry("updates", 50);
      StringBuilder report =
          new StringBuilder(
              """
              # Controllers killed in the life of an update

              Twelve packages of a Debian host, updated over SSH fifty times by a program that keeps its
              state in a directory. At a hundred seeded random moments (seed %d) it was killed (kill -9)
              if it had not ended, and started again. No package was left half configured, no maintainer script ran twice, and
              every update ended well.

              | what | times |
              |---|---|
              """
                  .formatted(SEED));
      counts.forEach((what, times) -> report.append("| %s | %d |\n".formatted(what, times)));
      TestReport.write("killed-controllers.md", report.toString());
    }
  }
}
