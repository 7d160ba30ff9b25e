package dev.tendhost.core.internal;

import java.time.Duration;
import java.time.Instant;

/** Where the time comes from, so that tests have a clock of their own. Safe for any thread. */
public interface Time {
  /** The time now. */
  Instant now();

  /**
   * Runs something once, later, on any thread.
   *
   * @return cancels it if it has not run yet
   */
  Runnable after(Duration delay, Runnable action);
}
