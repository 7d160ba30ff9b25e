package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobOptions;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.JobState;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.job.UpgradeJob;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.UpgradeStep;
import io.vertx.core.Future;
import java.util.List;
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
    return run(UpgradeStep.REPAIR, digest, id -> steps.repair(id, duplicates));
  }

  /** Does what was planned. */
  Future<UpdateResult> upgrade(PlannedUpgrade planned, UpdatePlan plan) {
    boolean whole = plan.options().downloadOnly();
    UpgradeStep first = whole ? UpgradeStep.DOWNLOAD_ONLY : UpgradeStep.DOWNLOAD;
    return run(first, plan.digest(), id -> steps.download(id, planned))
        .compose(
            fetched ->
                whole
                    ? Future.succeededFuture(fetched)
                    : run(UpgradeStep.INSTALL, plan.digest(), id -> steps.install(id, planned)));
  }

  /** Watches a step to its end; the next one is not started. */
  Future<UpdateResult> resume(UpgradeStep step, JobRef job) {
    return job(step, job).watch().compose(verdict -> judge(step, job, verdict));
  }

  private Future<UpdateResult> run(
      UpgradeStep step, String digest, Function<String, JobSpec> spec) {
    String id = "dnf-" + step.word() + "-" + UUID.randomUUID();
    JobRef ref = new JobRef(Dnf.ID, step.word(), id, digest);
    return job(step, ref).run(spec.apply(id)).compose(verdict -> judge(step, ref, verdict));
  }

  private UpgradeJob job(UpgradeStep step, JobRef ref) {
    return new UpgradeJob(
        managed.name(), jobs, ref, List.of("out"), new DnfProgress(step, listener), listener);
  }

  private Future<UpdateResult> judge(UpgradeStep step, JobRef ref, JobVerdict verdict) {
    if (step.fetches() && verdict.ok()) {
      listener.jobEnded(ref);
      listener.progress(null, step.overall(100));
      return Future.succeededFuture(
          new UpdateResult(Dnf.ID, Outcome.DOWNLOADED, List.of(), List.of(), null));
    }
    String directory = JobOptions.DEFAULT_DIRECTORY + "/" + ref.jobId();
    boolean ended = verdict.state() == JobState.EXITED;
    Command look = new DnfCommands(tool).evidence(DnfEvidence.script(tool, directory, ended));
    // The job may have cut the connection, and its end must not be unknown for that.
    return jobs.ask(look)
        .map(
            answer -> {
              if (!answer.ok()) {
                throw host.failed(look, answer);
              }
              DnfEvidence evidence = host.read(look, answer, DnfEvidence::parse);
              // From here on the end is known.
              listener.jobEnded(ref);
              UpdateResult result = new DnfJudge(managed.name(), ref, verdict, evidence).judge();
              if (step == UpgradeStep.INSTALL && result.outcome() == Outcome.UPDATED) {
                listener.progress(null, 100);
              }
              return result;
            });
  }
}
