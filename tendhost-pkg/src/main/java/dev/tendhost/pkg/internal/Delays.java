package dev.tendhost.pkg.internal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits without blocking; measures spans only and knows no time of day. */
@FunctionalInterface
public interface Delays {
  /**
   * Waits.
   *
   * @param delay how long
   * @return completed then, on any thread
   */
  Future<Void> after(Duration delay);

  /** {@return the timer that the JDK's futures share, a daemon thread} */
  static Delays ofTheJdk() {
    return delay -> {
      Promise<Void> due = Promise.promise();
      CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
          .execute(due::complete);
      return due.future();
    };
  }
}
