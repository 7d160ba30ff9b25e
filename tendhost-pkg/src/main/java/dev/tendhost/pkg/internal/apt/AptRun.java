package dev.tendhost.pkg.internal.apt;

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
 *
 * <p>The repair is {@code dpkg --configure -a} and nothing else. {@code apt-get --fix-broken
 * install} does not belong to it: it installs and removes packages that nobody has planned or
 * approved. A host that needs it is told, with what apt says is unmet.
 */
final class AptRun {
  private final HostCommands host;
  private final AptPlanning planning;
  private final AptUpgrade steps;
  private final HeardJobs jobs;
  private final UpgradeOptions options;

  AptRun(
      HostCommands host,
      AptPlanning planning,
      AptUpgrade steps,
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
                      .repair(plan.digest())
                      .compose(repair -> afterRepair(survey.interruption(), repair));
            });
  }

  private Future<UpdateResult> apply(Survey survey, UpdatePlan plan) {
    return plan.changes().isEmpty()
        ? Future.succeededFuture(result(Outcome.NOTHING_TO_DO, null))
        : steps.upgrade(survey, plan);
  }

  private Future<UpdateResult> afterRepair(Interruption left, UpdateResult repair) {
    if (repair.outcome() != Outcome.UPDATED) {
      return Future.succeededFuture(left.blocked() == null ? repair : advised(repair));
    }
    return AptPlanning.approvesRepairAlone(options)
        ? Future.succeededFuture(repair)
        : new Repaired(host.host().name(), repair).then(rest(), jobs);
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

  private void requireMended(Survey survey) {
    if (!survey.problems().isEmpty()) {
      throw planning.interrupted(survey.interruption());
    }
  }

  private static UpdateResult advised(UpdateResult repair) {
    FleetError error = repair.error();
    return error == null
        ? repair
        : new UpdateResult(
            repair.manager(),
            repair.outcome(),
            repair.changes(),
            repair.conffiles(),
            new FleetError(
                error.kind(),
                error.host(),
                error.message()
                    + "; apt's own remedy is 'apt-get --fix-broken install', which may install and"
                    + " remove packages: see with '-s' which, then decide",
                error.command(),
                error.details()));
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
                  case DOWNLOAD ->
                      Future.succeededFuture(
                          options.downloadOnly()
                              ? ended
                              : result(
                                  Outcome.FAILED,
                                  UpgradeStep.notBegun(
                                      host.host().name(), "the packages were fetched; ")));
                  case REPAIR -> afterResumedRepair(ended);
                });
  }

  private Future<UpdateResult> afterResumedRepair(UpdateResult repair) {
    return repair.outcome() != Outcome.UPDATED || AptPlanning.approvesRepairAlone(options)
        ? Future.succeededFuture(repair)
        : new Repaired(host.host().name(), repair).then(left(), jobs);
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
    return new UpdateResult(Apt.ID, outcome, List.of(), List.of(), error);
  }
}
