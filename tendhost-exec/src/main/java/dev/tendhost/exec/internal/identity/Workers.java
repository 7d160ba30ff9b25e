package dev.tendhost.exec.internal.identity;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads for what blocks or takes long. They come with the work and go when it is done. */
final class Workers {
  private static final int IDLE_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  Workers(String name, int most) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Does the work on one of the threads; what it throws fails the future. */
  <T> Future<T> run(Callable<T> work) {
    Promise<T> promise = Promise.promise();
    threads.execute(
        () -> {
          T result;
          try {
            result = work.call();
          } catch (Throwable thrown) {
            promise.fail(thrown);
            return;
          }
          promise.complete(result);
        });
    return promise.future();
  }
}
