package dev.tendhost.exec.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * The clocks of this module: nothing else here may call {@link System#nanoTime} or any other clock.
 */
public final class Ticker {
  private Ticker() {}

  /** Nanoseconds since a point that means nothing by itself. */
  public static long now() {
    return System.nanoTime();
  }

  /** The time of day, which may jump: only to compare with dates that others wrote down. */
  public static Instant wallClock() {
    return Instant.now();
  }

  /** The time since an earlier {@link #now}. */
  public static Duration since(long start) {
    return Duration.ofNanos(now() - start);
  }
}
