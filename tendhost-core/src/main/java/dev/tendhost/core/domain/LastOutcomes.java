package dev.tendhost.core.domain;

import dev.tendhost.api.response.OperationOutcome;
import java.util.ArrayList;
import java.util.List;

/** How many outcomes of a host are kept. */
public final class LastOutcomes {
  private static final int KEPT = 16;

  private LastOutcomes() {}

  /** One more; the oldest goes where there are too many. */
  public static List<OperationOutcome> with(
      List<OperationOutcome> outcomes, OperationOutcome outcome) {
    List<OperationOutcome> kept =
        new ArrayList<>(
            outcomes.size() < KEPT
                ? outcomes
                : outcomes.subList(outcomes.size() - KEPT + 1, outcomes.size()));
    kept.add(outcome);
    return List.copyOf(kept);
  }
}
