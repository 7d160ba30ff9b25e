package dev.tendhost.core.tck;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Keeps what an upgrade tells. */
final class WatchedUpgrade implements UpgradeListener {
  private final Function<JobRef, Future<Void>> store;
  private final List<JobRef> starting = new CopyOnWriteArrayList<>();
  private final List<JobRef> ended = new CopyOnWriteArrayList<>();
  private final List<Integer> percents = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);

  /** Stores every job. */
  WatchedUpgrade() {
    this(job -> Future.succeededFuture());
  }

  WatchedUpgrade(Function<JobRef, Future<Void>> store) {
    this.store = store;
  }

  @Override
  public void progress(String packageName, int percent) {
    percents.add(percent);
  }

  @Override
  public Future<Void> jobStarting(JobRef job) {
    starting.add(job);
    asked.countDown();
    return store.apply(job);
  }

  @Override
  public void jobEnded(JobRef job) {
    ended.add(job);
  }

  List<JobRef> starting() {
    return List.copyOf(starting);
  }

  List<JobRef> ended() {
    return List.copyOf(ended);
  }

  List<Integer> percents() {
    return List.copyOf(percents);
  }

  /** Open until the first job is about to start. */
  CountDownLatch asked() {
    return asked;
  }
}
