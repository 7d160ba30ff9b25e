package dev.tendhost.it.tend;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/** Does something for each of many things, for not more than so many at a time. */
final class Lanes<T> {
  private final Queue<T> waiting;
  private final Function<T, Future<Void>> work;

  private Lanes(Collection<T> things, Function<T, Future<Void>> work) {
    this.waiting = new ConcurrentLinkedQueue<>(things);
    this.work = work;
  }

  /** Completes when all is done, well or not. */
  static <T> Future<Void> each(Collection<T> things, int atOnce, Function<T, Future<Void>> work) {
    Lanes<T> lanes = new Lanes<>(things, work);
    return Future.join(Stream.generate(lanes::lane).limit(atOnce).toList()).mapEmpty();
  }

  private Future<Void> lane() {
    Promise<Void> end = Promise.promise();
    next(end);
    return end.future();
  }

  private void next(Promise<Void> end) {
    T thing = waiting.poll();
    if (thing == null) {
      end.complete();
    } else {
      work.apply(thing).onComplete(done -> next(end));
    }
  }
}
