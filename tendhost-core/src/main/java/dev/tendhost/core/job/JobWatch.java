package dev.tendhost.core.job;

import io.vertx.core.Future;

/** One watching of a job. Safe for any thread; holds no thread and no connection. */
public final class JobWatch {
  private final Follow follow;

  JobWatch(Follow follow) {
    this.follow = follow;
  }

  /**
   * How the job ended.
   *
   * @return completed once, when the job is over and all that it wrote was told; failed with
   *     TIMEOUT at the deadline and with CONNECTION_LOST when the watching was stopped (the job
   *     goes on, and can be followed again), else with what made it impossible to go on watching
   */
  public Future<JobVerdict> verdict() {
    return follow.verdict();
  }

  /** Stops watching, which ends nothing on the host. No line is told afterwards. */
  public void stop() {
    follow.stop();
  }
}
