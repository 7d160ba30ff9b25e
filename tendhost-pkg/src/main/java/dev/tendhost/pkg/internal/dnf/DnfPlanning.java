package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.PlanDrift;
import dev.tendhost.pkg.internal.LockRetry;
import io.vertx.core.Future;

/** Looks at a host and makes plans. Changes nothing, needs no root. */
final class DnfPlanning {
  private final ManagedHost managed;
  private final HostCommands host;
  private final DnfTool tool;
  private final LockRetry patience;

  /**
   * Asks nothing yet.
   *
   * @param patience waits for whoever is in the middle of a transaction
   */
  DnfPlanning(ManagedHost managed, HostCommands host, DnfTool tool, LockRetry patience) {
    this.managed = managed;
    this.host = host;
    this.tool = tool;
    this.patience = patience;
  }

  Future<DnfSurvey> survey(UpgradeOptions options) {
    return patience.run(() -> new DnfSurveyor(tool, host, options, managed.name()).make());
  }

  /**
   * What the upgrade would do.
   *
   * @throws TendhostException TRANSACTION_INTERRUPTED if one was and may not be repaired
   */
  UpdatePlan plan(UpgradeOptions options, DnfSurvey survey) {
    if (!survey.problems().isEmpty() && !options.repairInterrupted()) {
      throw interrupted(survey);
    }
    String digest = PlanDigest.of(Dnf.ID, options, survey.planned().changes());
    return new UpdatePlan(
        Dnf.ID, options, survey.planned().changes(), survey.keptPackages(), digest);
  }

  /**
   * The plan, if it is the expected one.
   *
   * @throws TendhostException PLAN_DRIFTED if it is not; else as {@link #plan}
   */
  UpdatePlan require(UpgradeOptions options, DnfSurvey survey) {
    return PlanDrift.require(managed.name(), plan(options, survey));
  }

  TendhostException interrupted(DnfSurvey survey) {
    return new TendhostException(
        FailureKind.TRANSACTION_INTERRUPTED, managed.name(), String.join("; ", survey.problems()));
  }
}
