package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobOptions;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.job.UpgradeJob;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.UpgradeStep;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Carries a plan out, step by step, each a job that outlives connection and controller. */
final class AptUpgrade {
  private final ManagedHost managed;
  private final HostCommands host;
  private final DetachedJobs jobs;
  private final AptCommands commands;
  private final AptJobs steps;
  private final UpgradeListener listener;

  AptUpgrade(
      ManagedHost managed,
      HostCommands host,
      DetachedJobs jobs,
      AptCommands commands,
      UpgradeListener listener) {
    this.managed = managed;
    this.host = host;
    this.jobs = jobs;
    this.commands = commands;
    this.steps = new AptJobs(commands);
    this.listener = listener;
  }

  /**
   * Configures what an earlier transaction left half done.
   *
   * @param digest of the plan it is to make possible
   */
  Future<UpdateResult> repair(String digest) {
    return run(UpgradeStep.REPAIR, digest, steps::repair);
  }

  /** Does what was planned. */
  Future<UpdateResult> upgrade(Survey survey, UpdatePlan plan) {
    UpgradeOptions options = plan.options();
    List<String> kept = survey.kept();
    return requireSpace(survey, kept, options)
        .compose(
            room ->
                run(
                    options.downloadOnly() ? UpgradeStep.DOWNLOAD_ONLY : UpgradeStep.DOWNLOAD,
                    plan.digest(),
                    id -> steps.download(id, options.mode(), kept, survey)))
        .compose(
            fetched ->
                options.downloadOnly()
                    ? whole(fetched)
                    : run(
                        UpgradeStep.INSTALL,
                        plan.digest(),
                        id -> steps.install(id, options.mode(), kept, survey)));
  }

  private Future<UpdateResult> whole(UpdateResult fetched) {
    listener.progress(null, 100);
    return Future.succeededFuture(fetched);
  }

  /** Watches a step to its end; the next one is not started. */
  Future<UpdateResult> resume(UpgradeStep step, JobRef job) {
    return job(step, job).watch().compose(verdict -> judge(step, job, verdict));
  }

  private Future<UpdateResult> run(
      UpgradeStep step, String digest, Function<String, JobSpec> spec) {
    String id = "apt-" + step.word() + "-" + UUID.randomUUID();
    JobRef ref = new JobRef(Apt.ID, step.word(), id, digest);
    return job(step, ref).run(spec.apply(id)).compose(verdict -> judge(step, ref, verdict));
  }

  private UpgradeJob job(UpgradeStep step, JobRef ref) {
    return new UpgradeJob(
        managed.name(),
        jobs,
        ref,
        List.of(AptJobs.STATUS),
        new AptProgress(step, listener),
        listener);
  }

  private Future<UpdateResult> judge(UpgradeStep step, JobRef ref, JobVerdict verdict) {
    if (step.fetches() && verdict.ok()) {
      listener.jobEnded(ref);
      return Future.succeededFuture(
          new UpdateResult(Apt.ID, UpdateResult.Outcome.DOWNLOADED, List.of(), List.of(), null));
    }
    String directory = JobOptions.DEFAULT_DIRECTORY + "/" + ref.jobId();
    Command look =
        commands.script("what the job left", AptEvidence.script(directory)).withAsRoot(true);
    // The job may have cut the connection, and its end must not be unknown for that.
    return jobs.ask(look)
        .map(
            answer -> {
              if (!answer.ok()) {
                throw host.failed(look, answer);
              }
              AptEvidence evidence = host.read(look, answer, AptEvidence::parse);
              // From here on the end is known.
              listener.jobEnded(ref);
              AptJudge judge = new AptJudge(managed.name(), ref, verdict, evidence);
              UpdateResult result =
                  switch (step) {
                    case REPAIR -> judge.repair();
                    case DOWNLOAD, DOWNLOAD_ONLY -> throw judge.refused();
                    case INSTALL -> judge.install();
                  };
              if (step == UpgradeStep.INSTALL && result.outcome() == UpdateResult.Outcome.UPDATED) {
                listener.progress(null, 100);
              }
              return result;
            });
  }

  private Future<Void> requireSpace(Survey survey, List<String> kept, UpgradeOptions options) {
    boolean newKernel =
        survey.plan().changes().stream()
            .anyMatch(
                change ->
                    change.action() == ChangeAction.INSTALL
                        && change.name().matches("linux-(?:image|kernel)-\\d.*"));
    return host.ask(
            commands.script(
                "the free space", AptSpace.script(commands.assumeNo(options.mode(), kept))),
            AptSpace::parse)
        .map(space -> space.missing(newKernel))
        .map(
            missing -> {
              if (!missing.isEmpty()) {
                throw new TendhostException(
                    new FleetError(
                        FailureKind.NO_SPACE,
                        managed.name(),
                        "nothing was changed, as there is not enough room: "
                            + String.join("; ", missing)
                            + "; free some, for example with 'apt-get clean'",
                        null,
                        Map.of()));
              }
              return null;
            });
  }
}
