package dev.tendhost.it.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Takes many asynchronous steps, at most so many at a time, from several Vert.x contexts. */
final class Bounded {
  private final int count;
  private final IntFunction<Future<?>> step;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Promise<Integer> done = Promise.promise();

  private Bounded(int count, IntFunction<Future<?>> step) {
    this.count = count;
    this.step = step;
  }

  /** Takes the steps 0 to count - 1; succeeds with the number of those that failed. */
  static Future<Integer> each(
      List<Context> contexts, int count, int inFlight, IntFunction<Future<?>> step) {
    Bounded run = new Bounded(count, step);
    for (int lane = 0; lane < Math.min(inFlight, count); lane++) {
      contexts.get(lane % contexts.size()).runOnContext(ignored -> run.next());
    }
    return run.done.future();
  }

  private void next() {
    int index = begun.getAndIncrement();
    if (index < count) {
      step.apply(index)
          .onComplete(
              result -> {
                if (result.failed()) {
                  failed.incrementAndGet();
                }
                if (ended.incrementAndGet() == count) {
                  done.complete(failed.get());
                }
                next();
              });
    }
  }
}
