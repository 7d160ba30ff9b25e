package dev.tendhost.core.port;

import dev.tendhost.api.response.JobRef;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Hears how an upgrade goes. Called from any thread; the calls return at once and never throw. */
public interface UpgradeListener {
  /**
   * The upgrade goes on.
   *
   * @param packageName the package at hand; null for a step that concerns no single one
   * @param percent of the whole upgrade, 0 to 100
   */
  void progress(@Nullable String packageName, int percent);

  /**
   * A job is about to be started on the host. The package manager starts it only when the future
   * has succeeded, so that the job is known here before it exists there.
   *
   * @param job the job
   * @return succeeded when the job is stored; failed: it must not be started
   */
  Future<Void> jobStarting(JobRef job);

  /**
   * A job has ended, and its end is known to the package manager: there is nothing to take up
   * again.
   *
   * @param job the job
   */
  void jobEnded(JobRef job);

  /**
   * Hears nothing and lets every job start.
   *
   * @return a listener for tests and tools that keep no state
   */
  static UpgradeListener none() {
    return new UpgradeListener() {
      @Override
      public void progress(@Nullable String packageName, int percent) {}

      @Override
      public Future<Void> jobStarting(JobRef job) {
        return Future.succeededFuture();
      }

      @Override
      public void jobEnded(JobRef job) {}
    };
  }
}
