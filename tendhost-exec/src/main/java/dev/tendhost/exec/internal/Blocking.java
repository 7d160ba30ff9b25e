package dev.tendhost.exec.internal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Work that may wait for a disk, done on a thread that may. */
public final class Blocking {
  private Blocking() {}

  /** Completed on that thread, with what the work gave back or threw. */
  public static <T> Future<T> call(Executor workers, Callable<T> work) {
    Promise<T> promise = Promise.promise();
    try {
      workers.execute(() -> settle(promise, work));
    } catch (RejectedExecutionException e) {
      promise.fail(e);
    }
    return promise.future();
  }

  private static <T> void settle(Promise<T> promise, Callable<T> work) {
    T value;
    try {
      value = work.call();
    } catch (Throwable e) {
      promise.fail(e);
      return;
    }
    promise.complete(value);
  }
}
