package dev.tendhost.exec.internal.remote;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The threads that serve all commands.
 *
 * @param timers runs short things later
 * @param workers runs what may block: listeners, handlers, and what reads for them
 */
public record RunThreads(ScheduledExecutorService timers, Executor workers) {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofDays(365 * 100);

  /** Runs something on a worker, later. */
  Future<?> after(Duration delay, Runnable task) {
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    return timers.schedule(() -> workers.execute(task), bounded.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The same, for good. */
  void later(Duration delay, Runnable task) {
    Future<?> unused = after(delay, task);
  }

  /** Runs something on a worker as soon as a condition holds, or when the time is over. */
  void when(BooleanSupplier condition, Duration left, Runnable task) {
    if (left.isNegative() || condition.getAsBoolean()) {
      workers.execute(task);
    } else {
      later(LOOK, () -> when(condition, left.minus(LOOK), task));
    }
  }
}
