package dev.tendhost.core.actor;

import dev.tendhost.core.internal.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Waits on behalf of one host, until it is let go. Used on the host's own context only. */
final class Pauses {
  private final Time time;
  private final PortCalls calls;
  private final Set<Runnable> waiting = new HashSet<>();
  private boolean closed;

  Pauses(Time time, PortCalls calls) {
    this.time = time;
    this.calls = calls;
  }

  /** So much time is over; failed if the host is let go before. */
  Future<Void> of(Duration pause) {
    if (closed) {
      return Future.failedFuture("the host is let go");
    }
    Promise<Void> waited = Promise.promise();
    Runnable cancel = time.after(pause, () -> calls.onContext(waited::tryComplete));
    Runnable giveUp =
        () -> {
          cancel.run();
          waited.tryFail("the host is let go");
        };
    waiting.add(giveUp);
    return waited.future().onComplete(done -> waiting.remove(giveUp));
  }

  /**
   * A pause that grows twofold with each try, and is shortened by chance by up to a half, so that
   * hosts that fail at the same moment do not come again at the same moment.
   *
   * @param doublings the tries before, where no more are counted
   */
  static Duration backoff(Duration first, int doublings) {
    long most = first.toMillis() << doublings;
    return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  boolean closed() {
    return closed;
  }

  /** Nobody waits any more. */
  void close() {
    closed = true;
    List.copyOf(waiting).forEach(Runnable::run);
  }
}
