package dev.tendhost.pkg.internal;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Passes on all it hears, and knows whether there is a job whose end is not known. */
public final class HeardJobs implements UpgradeListener {
  private final UpgradeListener listener;
  private volatile boolean open;

  /**
   * Has heard of none.
   *
   * @param listener hears all
   */
  public HeardJobs(UpgradeListener listener) {
    this.listener = listener;
  }

  /** {@return whether a job was started, or may have been, whose end nobody knows} */
  public boolean open() {
    return open;
  }

  @Override
  public void progress(@Nullable String packageName, int percent) {
    listener.progress(packageName, percent);
  }

  @Override
  public Future<Void> jobStarting(JobRef job) {
    return listener
        .jobStarting(job)
        .map(
            stored -> {
              open = true;
              return null;
            });
  }

  @Override
  public void jobEnded(JobRef job) {
    open = false;
    listener.jobEnded(job);
  }
}
