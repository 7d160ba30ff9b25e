package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobOptions;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.JobState;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.job.UpgradeJob;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Carries a plan out, step by step, each a job that outlives connection and controller. */
final class DnfUpgrade {
  private final ManagedHost managed;
  private final HostCommands host;
  private final DetachedJobs jobs;
  private final DnfTool tool;
  private final DnfJobs steps;
  private final UpgradeListener listener;

  DnfUpgrade(
      ManagedHost managed,
      HostCommands host,
      DetachedJobs jobs,
      DnfTool tool,
      DnfJobs steps,
      UpgradeListener listener) {
    this.managed = managed;
    this.host = host;
    this.jobs = jobs;
    this.tool = tool;
    this.steps = steps;
    this.listener = listener;
  }

  /**
   * Removes what an earlier transaction left beside its newer version.
   *
   * @param digest of the plan it is to make possible
   * @param duplicates what is installed twice, the newest version last
   */
  Future<UpdateResult> repair(String digest, List<List<Nevra>> duplicates) {
    return run(DnfStep.REPAIR, digest, id -> steps.repair(id, duplicates));
  }

  /** Does what was planned. */
  Future<UpdateResult> upgrade(PlannedUpgrade planned, UpdatePlan plan) {
    return run(DnfStep.DOWNLOAD, plan.digest(), id -> steps.download(id, planned))
        .compose(
            fetched ->
                plan.options().downloadOnly()
                    ? Future.succeededFuture(fetched)
                    : run(DnfStep.INSTALL, plan.digest(), id -> steps.install(id, planned)));
  }

  /** Watches a step to its end; the next one is not started. */
  Future<UpdateResult> resume(JobRef job, UpgradeOptions options) {
    DnfStep step =
        DnfStep.of(job.step())
            .orElseThrow(
                () ->
                    new TendhostException(
                        FailureKind.RESUME_UNSUPPORTED,
                        managed.name(),
                        "this version of the dnf adapter knows no step " + job.step()));
    boolean last = step == DnfStep.INSTALL || (step == DnfStep.DOWNLOAD && options.downloadOnly());
    return job(step, job)
        .watch()
        .compose(verdict -> judge(step, job, verdict))
        .map(result -> last || result.error() != null ? result : notBegun(step, job, result));
  }

  /** The step went well, and the upgrade it was for was not begun; nobody here begins it. */
  private UpdateResult notBegun(DnfStep step, JobRef job, UpdateResult done) {
    FleetError error =
        new FleetError(
            FailureKind.RESUME_UNSUPPORTED,
            managed.name(),
            "the step "
                + step.word()
                + " ended well, and the upgrade itself was not begun, as whoever was to begin it"
                + " is gone; ask for it again",
            "dnf, step " + step.word(),
            Map.of("job", job.jobId()));
    return new UpdateResult(Dnf.ID, Outcome.FAILED, done.changes(), done.conffiles(), error);
  }

  private Future<UpdateResult> run(DnfStep step, String digest, Function<String, JobSpec> spec) {
    String id = "dnf-" + step.word() + "-" + UUID.randomUUID();
    JobRef ref = new JobRef(Dnf.ID, step.word(), id, digest);
    return job(step, ref).run(spec.apply(id)).compose(verdict -> judge(step, ref, verdict));
  }

  private UpgradeJob job(DnfStep step, JobRef ref) {
    return new UpgradeJob(
        managed.name(), jobs, ref, List.of("out"), new DnfProgress(step, listener), listener);
  }

  private Future<UpdateResult> judge(DnfStep step, JobRef ref, JobVerdict verdict) {
    if (step == DnfStep.DOWNLOAD && verdict.ok()) {
      listener.jobEnded(ref);
      listener.progress(null, step.overall(1, 1));
      return Future.succeededFuture(
          new UpdateResult(Dnf.ID, Outcome.DOWNLOADED, List.of(), List.of(), null));
    }
    String directory = JobOptions.DEFAULT_DIRECTORY + "/" + ref.jobId();
    boolean ended = verdict.state() == JobState.EXITED;
    return host.ask(
            new DnfCommands(tool).evidence(DnfEvidence.script(tool, directory, ended)),
            DnfEvidence::parse)
        .map(
            evidence -> {
              // From here on the end is known.
              listener.jobEnded(ref);
              UpdateResult result = new DnfJudge(managed.name(), ref, verdict, evidence).judge();
              if (step == DnfStep.INSTALL && result.outcome() == Outcome.UPDATED) {
                listener.progress(null, 100);
              }
              return result;
            });
  }
}
