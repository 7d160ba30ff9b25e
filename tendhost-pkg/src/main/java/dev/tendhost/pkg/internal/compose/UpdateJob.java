package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts and watches the one job of an update, and judges by what it left. */
final class UpdateJob {
  private static final int MOST = 16 << 20;
  private static final Pattern PROGRESS = Pattern.compile("tendhost progress (\\d{1,3}) (\\S+)");

  /** After these nothing was run; after any other failure of a start that is not known. */
  private static final Set<FailureKind> REFUSED =
      Set.of(
          FailureKind.INVALID_CONFIGURATION,
          FailureKind.NO_SPACE,
          FailureKind.COMMAND_FAILED,
          FailureKind.UNSUPPORTED);

  private final HostName host;
  private final DetachedJobs jobs;
  private final UpgradeListener listener;
  private final Supplier<Future<Snapshot>> now;

  /** The containers as they are now are asked for only if the job did not come to its end. */
  UpdateJob(
      HostName host, DetachedJobs jobs, UpgradeListener listener, Supplier<Future<Snapshot>> now) {
    this.host = host;
    this.jobs = jobs;
    this.listener = listener;
    this.now = now;
  }

  Future<UpdateResult> start(JobRef job, String script, Map<String, String> environment) {
    JobSpec spec = JobSpec.shell(job.jobId(), script).withEnvironment(environment);
    return HostCommands.guarded(() -> listener.jobStarting(job))
        .compose(
            stored ->
                jobs.start(spec).recover(cause -> refused(job, cause)).compose(on -> watch(job)));
  }

  private Future<Void> refused(JobRef job, Throwable cause) {
    if (REFUSED.contains(TendhostException.errorOf(cause, host).kind())) {
      listener.jobEnded(job);
      return Future.failedFuture(cause);
    }
    return Future.succeededFuture();
  }

  Future<UpdateResult> watch(JobRef job) {
    return HostCommands.guarded(
        () ->
            jobs.follow(job.jobId(), (file, line) -> heard(line))
                .verdict()
                .compose(end -> judge(job, end)));
  }

  private void heard(String line) {
    Matcher matcher = PROGRESS.matcher(line);
    if (matcher.matches()) {
      listener.progress(matcher.group(2), Math.min(100, Integer.parseInt(matcher.group(1))));
    }
  }

  private Future<UpdateResult> judge(JobRef job, JobVerdict end) {
    return switch (end.state()) {
      case UNKNOWN -> over(job, FailureKind.JOB_LOST, "the host knows nothing of job ");
      case NOT_STARTED ->
          over(job, FailureKind.COMMAND_FAILED, "nothing was changed: the host did not start job ");
      default ->
          evidence(job, end)
              .map(
                  evidence -> {
                    listener.jobEnded(job);
                    return evidence.result(host, end);
                  });
    };
  }

  private Future<UpdateResult> over(JobRef job, FailureKind kind, String what) {
    listener.jobEnded(job);
    return Future.failedFuture(new TendhostException(kind, host, what + job.jobId()));
  }

  private Future<UpdateEvidence> evidence(JobRef job, JobVerdict end) {
    return read(job, "plan")
        .compose(
            plan ->
                read(job, "verdicts")
                    .compose(
                        verdicts ->
                            read(job, "after")
                                .compose(after -> evidence(job, end, plan, verdicts, after))));
  }

  private Future<UpdateEvidence> evidence(
      JobRef job,
      JobVerdict end,
      Optional<String> plan,
      Optional<String> verdicts,
      Optional<String> after) {
    try {
      List<Update> planned =
          plan.map(Json::records).orElse(List.of()).stream().map(Update::of).toList();
      if (planned.isEmpty() && end.ok()) {
        throw new Garbled("it left no plan");
      }
      Verdicts said = Verdicts.parse(verdicts.orElse(""));
      return after
          .map(text -> Future.succeededFuture(Snapshot.parse(text)))
          .orElseGet(now)
          .map(snapshot -> new UpdateEvidence(planned, said, snapshot));
    } catch (Garbled e) {
      return Future.failedFuture(
          new TendhostException(
              FleetError.of(
                  FailureKind.UNPARSABLE_OUTPUT,
                  host,
                  "the evidence of job "
                      + job.jobId()
                      + " was not understood: "
                      + e.getMessage())));
    }
  }

  private Future<Optional<String>> read(JobRef job, String file) {
    return jobs.read(job.jobId(), file, MOST);
  }
}
