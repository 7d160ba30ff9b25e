package dev.tendhost.core;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever is asked in whatever order, and whatever the adapters do: the law holds. */
class FleetModelTest {
  private static final int SEEDS = 200;
  private static final int STEPS = 100;

  /** Seeds beyond it are left for a faster machine. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  @Test
  void randomLives() {
    Seeds.run("tendhost.model.seed", SEEDS, BOUND, seed -> new RandomLife(seed, STEPS).run());
  }
}
