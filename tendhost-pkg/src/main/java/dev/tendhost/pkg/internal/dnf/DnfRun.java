package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.pkg.internal.HeardJobs;
import dev.tendhost.pkg.internal.Repaired;
import dev.tendhost.pkg.internal.UpgradeStep;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upgrade from the first look to its result: a repair, if there is something to repair and the
 * options allow it, then what is planned.
 */
final class DnfRun {
  private final HostCommands host;
  private final DnfPlanning planning;
  private final DnfUpgrade steps;
  private final HeardJobs jobs;
  private final UpgradeOptions options;

  DnfRun(
      HostCommands host,
      DnfPlanning planning,
      DnfUpgrade steps,
      HeardJobs jobs,
      UpgradeOptions options) {
    this.host = host;
    this.planning = planning;
    this.steps = steps;
    this.jobs = jobs;
    this.options = options;
  }

  Future<UpdateResult> upgrade() {
    return planning
        .survey(options)
        .compose(
            survey -> {
              UpdatePlan plan = planning.require(options, survey);
              // Whoever fetches only changes nothing else.
              return survey.problems().isEmpty() || options.downloadOnly()
                  ? apply(survey, plan)
                  : steps
                      .repair(plan.digest(), survey.lists().installed().duplicates())
                      .compose(
                          repair ->
                              repair.outcome() == Outcome.UPDATED
                                  ? new Repaired(host.host().name(), repair).then(rest(), jobs)
                                  : Future.succeededFuture(repair));
            });
  }

  private Future<UpdateResult> apply(DnfSurvey survey, UpdatePlan plan) {
    return plan.changes().isEmpty()
        ? Future.succeededFuture(result(Outcome.NOTHING_TO_DO, null))
        : steps.upgrade(survey.planned(), plan);
  }

  /** What is left to do may be another thing than before; what was approved counts. */
  private Future<UpdateResult> rest() {
    return planning
        .survey(options)
        .compose(
            survey -> {
              requireMended(survey);
              return apply(survey, planning.require(options, survey));
            });
  }

  private void requireMended(DnfSurvey survey) {
    if (!survey.problems().isEmpty()) {
      throw planning.interrupted(survey);
    }
  }

  /**
   * Watches a step to its end; the next one is not started.
   *
   * @throws TendhostException RESUME_UNSUPPORTED if there is no such step
   */
  Future<UpdateResult> resume(JobRef job) {
    UpgradeStep step = UpgradeStep.of(host, job);
    return steps
        .resume(step, job)
        .compose(
            ended ->
                switch (step) {
                  case INSTALL, DOWNLOAD_ONLY -> Future.succeededFuture(ended);
                  case DOWNLOAD -> Future.succeededFuture(afterResumedDownload(ended));
                  case REPAIR ->
                      ended.outcome() == Outcome.UPDATED
                          ? new Repaired(host.host().name(), ended).then(left(), jobs)
                          : Future.succeededFuture(ended);
                });
  }

  private UpdateResult afterResumedDownload(UpdateResult ended) {
    return options.downloadOnly() || ended.outcome() != Outcome.DOWNLOADED
        ? ended
        : result(
            Outcome.FAILED,
            UpgradeStep.notBegun(host.host().name(), "the packages were fetched; "));
  }

  private Future<UpdateResult> left() {
    return planning
        .survey(options)
        .map(
            survey -> {
              requireMended(survey);
              if (!planning.plan(options, survey).changes().isEmpty()) {
                throw new TendhostException(UpgradeStep.notBegun(host.host().name(), ""));
              }
              return result(Outcome.NOTHING_TO_DO, null);
            });
  }

  private static UpdateResult result(Outcome outcome, @Nullable FleetError error) {
    return new UpdateResult(Dnf.ID, outcome, List.of(), List.of(), error);
  }
}
