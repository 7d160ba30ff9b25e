package dev.tendhost.core.domain;

import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.response.OperationOutcome;
import java.util.ArrayList;
import java.util.List;

/** What is kept and told of operations that have ended. */
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

  /** The event that an operation has ended, not yet numbered. */
  public static OperationCompleted event(HostName host, OperationOutcome outcome) {
    return new OperationCompleted(
        "", 0, outcome.endedAt(), host, outcome.id(), outcome.kind(), outcome.error());
  }
}
