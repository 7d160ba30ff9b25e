package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
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

  /** So much time is over; failed with CONTROLLER_UNAVAILABLE if the host is let go before. */
  Future<Void> of(Duration pause) {
    if (closed) {
      return Future.failedFuture(letGo());
    }
    Promise<Void> waited = Promise.promise();
    Runnable cancel = time.after(pause, () -> calls.onContext(waited::tryComplete));
    Runnable giveUp =
        () -> {
          cancel.run();
          waited.tryFail(letGo());
        };
    waiting.add(giveUp);
    return waited.future().onComplete(done -> waiting.remove(giveUp));
  }

  private static TendhostException letGo() {
    return new TendhostException(
        FailureKind.CONTROLLER_UNAVAILABLE, null, "the fleet was closed, or the host let go");
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
