package dev.tendhost.it.apt;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Hears what an upgrade tells. Safe for any thread. */
public final class JobsHeard implements UpgradeListener {
  private final List<JobRef> started = new ArrayList<>();
  private final List<JobRef> ended = new ArrayList<>();
  private final List<String> packages = new ArrayList<>();
  private final List<Integer> percents = new ArrayList<>();
  private final Map<String, Runnable> before = new ConcurrentHashMap<>();

  /** Does something when a step is about to start. */
  public void before(String step, Runnable action) {
    before.put(step, action);
  }

  /** The steps whose jobs were about to start. */
  public synchronized List<String> steps() {
    return started.stream().map(JobRef::step).toList();
  }

  /** The last job that was about to start. */
  public synchronized JobRef last() {
    return started.get(started.size() - 1);
  }

  /** Jobs that were not told to have ended. */
  public synchronized List<JobRef> stillOpen() {
    List<JobRef> open = new ArrayList<>(started);
    open.removeAll(ended);
    return open;
  }

  /** The packages at hand, in order. */
  public synchronized List<String> packages() {
    return List.copyOf(packages);
  }

  /** The percents, in order. */
  public synchronized List<Integer> percents() {
    return List.copyOf(percents);
  }

  @Override
  public synchronized void progress(@Nullable String packageName, int percent) {
    percents.add(percent);
    if (packageName != null) {
      packages.add(packageName);
    }
  }

  @Override
  public Future<Void> jobStarting(JobRef job) {
    synchronized (this) {
      started.add(job);
    }
    Promise<Void> stored = Promise.promise();
    new Thread(
            () -> {
              before.getOrDefault(job.step(), () -> {}).run();
              stored.complete();
            })
        .start();
    return stored.future();
  }

  @Override
  public synchronized void jobEnded(JobRef job) {
    ended.add(job);
  }
}
