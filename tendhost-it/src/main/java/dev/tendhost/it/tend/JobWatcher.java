package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;

/** Hears of the jobs of hosts. Called from any thread. */
interface JobWatcher {
  /**
   * A job is about to be started.
   *
   * @return whether it may be; what is told here is told before the job exists
   */
  boolean starting(HostName host, JobRef job);

  /** A job that was started before is watched again. */
  void resuming(HostName host, JobRef job);

  /** A job has ended, and how is known. */
  void ended(HostName host, JobRef job);
}
