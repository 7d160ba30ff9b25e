package dev.tendhost.core.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Timers that stand until a test moves them; actions run in the test's thread. */
final class ManualTimers implements Timers {
  private record Timer(Duration due, Runnable action) {}

  private final List<Timer> timers = new ArrayList<>();
  private Duration now = Duration.ZERO;

  @Override
  public synchronized Runnable after(Duration delay, Runnable action) {
    Timer timer = new Timer(now.plus(delay), action);
    timers.add(timer);
    return () -> cancel(timer);
  }

  void advance(Duration by) {
    Duration until = now.plus(by);
    for (Timer timer = next(until); timer != null; timer = next(until)) {
      timer.action().run();
    }
    now = until;
  }

  synchronized int waiting() {
    return timers.size();
  }

  private synchronized void cancel(Timer timer) {
    timers.remove(timer);
  }

  private synchronized Timer next(Duration until) {
    Timer first =
        timers.stream()
            .filter(timer -> timer.due().compareTo(until) <= 0)
            .min(Comparator.comparing(Timer::due))
            .orElse(null);
    if (first != null) {
      timers.remove(first);
      now = first.due();
    }
    return first;
  }
}
