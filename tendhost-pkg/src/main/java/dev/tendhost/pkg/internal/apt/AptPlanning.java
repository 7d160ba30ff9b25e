package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.PlanDrift;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Looks at a host and makes plans. Changes nothing, needs no root. */
final class AptPlanning {
  private final ManagedHost managed;
  private final HostCommands host;
  private final AptCommands commands;

  AptPlanning(ManagedHost managed, HostCommands host, AptCommands commands) {
    this.managed = managed;
    this.host = host;
    this.commands = commands;
  }

  Future<Survey> survey(UpgradeOptions options) {
    return filesAreThere().compose(there -> new AptSurvey(commands, host, options).make());
  }

  /** Of a file that a setting names and that is missing apt says nothing at all. */
  Future<Void> filesAreThere() {
    if (!commands.namesFiles()) {
      return Future.succeededFuture();
    }
    return host.ask(
            commands.missingFiles(), output -> Framed.values(Framed.lines(output), "missing"))
        .map(
            missing -> {
              if (!missing.isEmpty()) {
                throw host.error(
                    FailureKind.INVALID_CONFIGURATION,
                    "the host's settings for apt name files that cannot be read there: "
                        + String.join(", ", missing));
              }
              return null;
            });
  }

  /**
   * What the upgrade would do. Of a host that apt can plan nothing on, that is the repair alone.
   *
   * @throws TendhostException TRANSACTION_INTERRUPTED if packages are half done and may not be
   *     repaired, or cannot be
   */
  UpdatePlan plan(UpgradeOptions options, Survey survey) {
    Interruption left = survey.interruption();
    boolean repaired = options.repairInterrupted() && !options.downloadOnly() && left.mendable();
    if (!left.problems().isEmpty()
        && !(left.blocked() == null ? options.repairInterrupted() : repaired)) {
      throw interrupted(left);
    }
    String digest = PlanDigest.of(Apt.ID, options, survey.changes());
    return new UpdatePlan(Apt.ID, options, survey.changes(), survey.keptPackages(), digest);
  }

  /**
   * The plan, if it is the expected one.
   *
   * @throws TendhostException PLAN_DRIFTED if it is not; else as {@link #plan}
   */
  UpdatePlan require(UpgradeOptions options, Survey survey) {
    UpdatePlan plan = plan(options, survey);
    String expected = options.expectedPlanDigest();
    if (survey.interruption().blocked() == null
        || expected == null
        || expected.equals(plan.digest())) {
      return PlanDrift.require(managed.name(), plan);
    }
    throw new TendhostException(
        new FleetError(
            FailureKind.PLAN_DRIFTED,
            managed.name(),
            "nothing was changed: the plan that was approved cannot be compared with what would be"
                + " done now ("
                + String.join("; ", survey.problems())
                + "); look at the new plan, which is the repair alone, and approve that",
            null,
            Map.of("manager", Apt.ID, "digest", plan.digest())));
  }

  /** Whether the repair, and nothing after it, is what was approved. */
  static boolean approvesRepairAlone(UpgradeOptions options) {
    return PlanDigest.of(Apt.ID, options, List.of()).equals(options.expectedPlanDigest());
  }

  TendhostException interrupted(Interruption left) {
    return host.error(
        FailureKind.TRANSACTION_INTERRUPTED,
        "an earlier transaction was interrupted: " + String.join("; ", left.problems()));
  }
}
