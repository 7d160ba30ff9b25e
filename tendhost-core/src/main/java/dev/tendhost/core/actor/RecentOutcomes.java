package dev.tendhost.core.actor;

import dev.tendhost.api.OperationId;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.domain.LastOutcomes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the last operations of a host ended. */
final class RecentOutcomes {
  private List<OperationOutcome> outcomes;

  /** Begins with those that were stored, the oldest first. */
  RecentOutcomes(List<OperationOutcome> stored) {
    outcomes = stored;
  }

  /** The outcome of an operation; null if it is not among the last ones. */
  @Nullable OperationOutcome find(OperationId id) {
    return outcomes.stream().filter(outcome -> outcome.id().equals(id)).findFirst().orElse(null);
  }

  /** The last plan of that digest that was told somebody; null if none of the last ones was. */
  @Nullable UpdatePlan plan(String digest) {
    UpdatePlan found = null;
    for (OperationOutcome outcome : outcomes) {
      if (outcome.result() instanceof OperationResult.Plans plans) {
        for (UpdatePlan plan : plans.plans()) {
          found = plan.digest().equals(digest) ? plan : found;
        }
      }
    }
    return found;
  }

  /** Keeps an outcome, and lets the oldest go. */
  void add(OperationOutcome outcome) {
    outcomes = LastOutcomes.with(outcomes, outcome);
  }
}
