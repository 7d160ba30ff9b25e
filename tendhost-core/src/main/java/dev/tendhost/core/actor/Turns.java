package dev.tendhost.core.actor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many asynchronous steps be under way at a time; the others wait, in the order in which
 * they came. Safe for any thread.
 */
final class Turns {
  private final int limit;
  private final Queue<Step<?>> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean admitting;
  private @Nullable Throwable closed;

  private record Step<T>(Supplier<Future<T>> step, Promise<T> result) {}

  /** So many at a time. */
  Turns(int limit) {
    this.limit = limit;
  }

  /** Takes a step when it is its turn. */
  <T> Future<T> take(Supplier<Future<T>> step) {
    Promise<T> result = Promise.promise();
    synchronized (this) {
      if (closed != null) {
        return Future.failedFuture(closed);
      }
      waiting.add(new Step<>(step, result));
    }
    admit();
    return result.future();
  }

  /** Fails the steps that wait and those that come later; those under way are left alone. */
  void close(Throwable why) {
    Queue<Step<?>> refused;
    synchronized (this) {
      closed = why;
      refused = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    refused.forEach(step -> step.result().fail(why));
  }

  /** One thread admits at a time, in a loop: steps that end at once do not pile up on its stack. */
  private void admit() {
    synchronized (this) {
      if (admitting) {
        return;
      }
      admitting = true;
    }
    for (Step<?> next = next(); next != null; next = next()) {
      begin(next);
    }
  }

  /** The next step whose turn it is; null if none is, and then nobody admits any more. */
  private synchronized @Nullable Step<?> next() {
    if (waiting.isEmpty() || underWay == limit) {
      admitting = false;
      return null;
    }
    underWay++;
    return waiting.remove();
  }

  private <T> void begin(Step<T> turn) {
    Future<T> begun;
    try {
      begun = turn.step().get();
    } catch (RuntimeException | Error thrown) {
      begun = Future.failedFuture(thrown);
    }
    begun.onComplete(
        done -> {
          synchronized (this) {
            underWay--;
          }
          turn.result().handle(done);
          admit();
        });
  }
}
