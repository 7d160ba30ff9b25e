package dev.tendhost.core.contract;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;

/** Passes on what it hears. */
class Forwarding implements UpgradeListener {
  private final UpgradeListener inner;

  Forwarding(UpgradeListener inner) {
    this.inner = inner;
  }

  @Override
  public void progress(String packageName, int percent) {
    inner.progress(packageName, percent);
  }

  @Override
  public Future<Void> jobStarting(JobRef job) {
    return inner.jobStarting(job);
  }

  @Override
  public void jobEnded(JobRef job) {
    inner.jobEnded(job);
  }
}
