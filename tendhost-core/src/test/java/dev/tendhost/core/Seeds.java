package dev.tendhost.core;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.function.LongConsumer;

/** Random tests, each made by its seed. */
final class Seeds {
  private Seeds() {}

  /**
   * Runs one test after the other, until one fails, which is told by its seed.
   *
   * @param property a system property that names the one seed to run
   * @param seeds how many, from 1 on
   * @param within none is begun after so long
   */
  static void run(String property, int seeds, Duration within, LongConsumer test) {
    Long only = Long.getLong(property);
    if (only != null) {
      test.accept(only);
      return;
    }
    long end = System.nanoTime() + within.toNanos();
    for (long seed = 1; seed <= seeds && System.nanoTime() < end; seed++) {
      try {
        test.accept(seed);
      } catch (RuntimeException | Error broken) {
        fail("seed " + seed + " (run it alone with -D" + property + "=" + seed + ")", broken);
      }
    }
  }
}
