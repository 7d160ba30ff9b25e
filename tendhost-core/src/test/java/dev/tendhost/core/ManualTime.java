package dev.tendhost.core;

import dev.tendhost.core.internal.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands until a test moves it; timers run in the test's thread. */
public final class ManualTime implements Time {
  private record Timer(Instant due, Runnable action) {}

  private final List<Timer> timers = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Runnable after(Duration delay, Runnable action) {
    Timer timer = new Timer(now.plus(delay), action);
    timers.add(timer);
    return () -> cancel(timer);
  }

  /** Moves the clock and runs what is due on the way, in order. */
  public void advance(Duration by) {
    Instant until = now().plus(by);
    for (Timer timer = nextDue(until); timer != null; timer = nextDue(until)) {
      timer.action().run();
    }
    synchronized (this) {
      now = until;
    }
  }

  /** How many timers wait. */
  public synchronized int waiting() {
    return timers.size();
  }

  private synchronized void cancel(Timer timer) {
    timers.remove(timer);
  }

  private synchronized Timer nextDue(Instant until) {
    Timer next =
        timers.stream()
            .filter(timer -> !timer.due().isAfter(until))
            .min(Comparator.comparing(Timer::due))
            .orElse(null);
    if (next != null) {
      timers.remove(next);
      now = next.due();
    }
    return next;
  }
}
