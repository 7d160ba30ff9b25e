package dev.tendhost.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million random steps over the actors; see {@link RandomLife}. */
@Tag("campaign")
class FleetModelCampaignTest {
  private static final int SEEDS = 2_000;
  private static final int STEPS = 500;

  @Test
  void aMillionSteps() throws IOException {
    Tally all = new Tally();
    Seeds.run(
        "tendhost.model.seed",
        SEEDS,
        Duration.ofHours(2),
        seed -> {
          RandomLife life = new RandomLife(seed, STEPS);
          life.run();
          all.add(life.tally());
        });
    Path reports = Path.of(System.getProperty("tendhost.reports", "target/test-reports"));
    Files.writeString(
        Files.createDirectories(reports).resolve("fleet-model.md"),
        """
        # Random lives of hosts

        %,d lives (seeds 1 to %,d) of %d steps each over the real actors and three hosts, with a clock
        that the test moves and ports that answer well, badly, late, on other threads or never. Every command
        got one reply, every operation that was accepted one end, no host made a move that is not allowed, and no
        job that may live was forgotten.

        | what | times |
        |---|---|
        %s"""
            .formatted(SEEDS, SEEDS, STEPS, all.rows()));
    assertThat(all.of("moves to REBOOTING")).isPositive();
  }
}
