package dev.tendhost.core.job;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something once, later, on any thread; measures spans only and knows no time of day. */
@FunctionalInterface
interface Timers {
  /** Returns what cancels it if it has not run yet. */
  Runnable after(Duration delay, Runnable action);

  /** The timer that the JDK's futures share, a daemon thread; a cancelled one leaves nothing. */
  static Timers ofTheJdk() {
    return (delay, action) -> {
      CompletableFuture<Boolean> due = new CompletableFuture<>();
      CompletableFuture<Void> unused =
          due.completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS).thenRunAsync(action);
      return () -> due.cancel(false);
    };
  }
}
