package dev.tendhost.exec.internal;

import java.time.Duration;

/**
 * The one clock of this module, monotonic: nothing else here may call {@link System#nanoTime} or
 * any other clock.
 */
public final class Ticker {
  private Ticker() {}

  /** Nanoseconds since a point that means nothing by itself. */
  public static long now() {
    return System.nanoTime();
  }

  /** The time since an earlier {@link #now}. */
  public static Duration since(long start) {
    return Duration.ofNanos(now() - start);
  }
}
