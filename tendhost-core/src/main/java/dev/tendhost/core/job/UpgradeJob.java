package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of an upgrade, which runs on the host as a job. */
public final class UpgradeJob {
  private final HostName host;
  private final DetachedJobs jobs;
  private final JobRef ref;
  private final List<String> files;
  private final JobListener lines;
  private final UpgradeListener listener;

  /**
   * Does nothing yet.
   *
   * @param host what errors call it
   * @param jobs its jobs
   * @param ref names the job
   * @param files which of its files tell how it goes
   * @param lines hears them
   * @param listener hears of the job itself
   */
  public UpgradeJob(
      HostName host,
      DetachedJobs jobs,
      JobRef ref,
      List<String> files,
      JobListener lines,
      UpgradeListener listener) {
    this.host = host;
    this.jobs = jobs;
    this.ref = ref;
    this.files = files;
    this.lines = lines;
    this.listener = listener;
  }

  /**
   * Lets the listener store the job, starts it and watches it to its end.
   *
   * @param job what to run
   * @return how it ended: EXITED, KILLED or INTERRUPTED_BY_REBOOT; failed if nothing was run, and
   *     then the listener knows, or if its end is not known
   */
  public Future<JobVerdict> run(JobSpec job) {
    return HostCommands.guarded(() -> listener.jobStarting(ref))
        .compose(stored -> jobs.start(job).transform(started -> afterStart(started.cause())));
  }

  /**
   * Watches it to its end, without starting anything.
   *
   * @return as {@link #run}; failed with JOB_LOST if the host knows nothing of it
   */
  public Future<JobVerdict> watch() {
    return jobs.follow(ref.jobId(), files, lines)
        .verdict()
        .map(verdict -> requireRun(verdict, null));
  }

  private Future<JobVerdict> afterStart(@Nullable Throwable failure) {
    if (failure instanceof TendhostException known && JobFailures.ranNothing(known.error())) {
      listener.jobEnded(ref);
      return Future.failedFuture(known);
    }
    return jobs.follow(ref.jobId(), files, lines)
        .verdict()
        .map(verdict -> requireRun(verdict, failure));
  }

  private JobVerdict requireRun(JobVerdict verdict, @Nullable Throwable failure) {
    if (verdict.state() != JobState.NOT_STARTED && verdict.state() != JobState.UNKNOWN) {
      return verdict;
    }
    listener.jobEnded(ref);
    throw failure instanceof TendhostException known ? known : lost();
  }

  private TendhostException lost() {
    return new TendhostException(
        new FleetError(
            FailureKind.JOB_LOST,
            host,
            "the host knows nothing of job "
                + ref.jobId()
                + ", which was to do the step "
                + ref.step()
                + ": its directory was removed or it was never started; look at the host's packages",
            null,
            Map.of("job", ref.jobId())));
  }
}
