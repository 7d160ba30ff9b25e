package dev.tendhost.core.actor;

import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.PlanDrift;
import java.util.List;
import java.util.function.Function;

/** Binds an update to the plans that were approved: all of them before the first change. */
final class ApprovedPlans {
  private ApprovedPlans() {}

  /**
   * Lets the plans through if they are the ones that were approved.
   *
   * @param each {@link #options} of a manager, by its id
   * @throws TendhostException PLAN_DRIFTED, with the difference if the plan was told here
   */
  static List<UpdatePlan> require(
      HostLedger ledger, Function<String, UpgradeOptions> each, List<UpdatePlan> plans) {
    for (UpdatePlan plan : plans) {
      String expected = each.apply(plan.manager()).expectedPlanDigest();
      if (expected != null && !expected.equals(plan.digest())) {
        throw PlanDrift.error(ledger.machine().host(), ledger.plan(expected), plan);
      }
    }
    return plans;
  }

  /**
   * The options of one manager; one that nobody approved a plan of may change nothing, and that is
   * to say repair nothing.
   */
  static UpgradeOptions options(UpdateRequest request, String manager) {
    if (request.expectedPlans().isEmpty()) {
      return request.options();
    }
    String approved = request.expectedPlans().get(manager);
    if (approved != null) {
      return request.options().withExpectedPlanDigest(approved);
    }
    UpgradeOptions untouched = request.options().withRepairInterrupted(false);
    return untouched.withExpectedPlanDigest(PlanDigest.of(manager, untouched, List.of()));
  }
}
