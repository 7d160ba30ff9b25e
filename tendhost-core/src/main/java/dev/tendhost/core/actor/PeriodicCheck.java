package dev.tendhost.core.actor;

import dev.tendhost.core.internal.Time;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Does something every so often, up to a tenth of the time earlier or later, so that not all hosts
 * are asked at the same moment. Used on the host's own context only.
 */
final class PeriodicCheck {
  private static final int TENTH = 10;

  private final Time time;
  private final PortCalls calls;
  private final @Nullable Duration every;
  private final Runnable check;
  private @Nullable Runnable cancel;

  /**
   * Does nothing yet.
   *
   * @param every how often; null: never
   */
  PeriodicCheck(Time time, PortCalls calls, @Nullable Duration every, Runnable check) {
    this.time = time;
    this.calls = calls;
    this.every = every;
    this.check = check;
  }

  /** Begins; the first time comes after a whole period. */
  void start() {
    if (every != null) {
      long tenth = every.toMillis() / TENTH;
      Duration next = every.plusMillis(ThreadLocalRandom.current().nextLong(-tenth, tenth + 1));
      cancel = time.after(next, () -> calls.onContext(this::due));
    }
  }

  private void due() {
    if (cancel != null) {
      check.run();
      start();
    }
  }

  /** Ends it. */
  void close() {
    if (cancel != null) {
      cancel.run();
      cancel = null;
    }
  }
}
