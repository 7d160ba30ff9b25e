package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The time for an opening. It stands still while the secret source is asked, which may be a person
 * at a prompt: for that there is a bound of its own, also if no answer ever comes.
 */
final class LoginTime {
  /** As long as those who ask wait for an answer. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

  private final SshThreads threads;
  private final Runnable over;
  private Duration left;
  private long since = Ticker.now();
  private int asking;
  private boolean ended;
  private java.util.concurrent.@Nullable Future<?> timer;

  /** Begins at once. */
  LoginTime(Duration limit, SshThreads threads, Runnable over) {
    this.left = limit;
    this.threads = threads;
    this.over = over;
    this.timer = threads.after(limit, this::up);
  }

  /** The same source; while it is asked the time stands still. */
  SecretSource pausedBy(SecretSource source) {
    return request -> {
      AtomicBoolean answered = new AtomicBoolean();
      stop();
      var bound = threads.after(LONGEST_ANSWER, () -> goOn(answered));
      return threads
          .ask(() -> source.find(request))
          .onComplete(
              any -> {
                bound.cancel(false);
                goOn(answered);
              });
    };
  }

  /** What is left; nothing or less when it is up. */
  synchronized Duration left() {
    return asking > 0 ? left : left.minus(Ticker.since(since));
  }

  synchronized void end() {
    ended = true;
    cancel();
  }

  private synchronized void stop() {
    left = left();
    asking++;
    cancel();
  }

  private synchronized void goOn(AtomicBoolean answered) {
    if (!answered.compareAndSet(false, true) || --asking > 0) {
      return;
    }
    since = Ticker.now();
    if (!ended) {
      timer = threads.after(left.isNegative() ? Duration.ZERO : left, this::up);
    }
  }

  private void up() {
    synchronized (this) {
      if (ended || asking > 0) {
        return;
      }
    }
    over.run();
  }

  private synchronized void cancel() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
