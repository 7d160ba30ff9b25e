package dev.tendhost.core.domain;

import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.HostUpdateResult.Outcome;
import dev.tendhost.api.response.UpdateResult;
import java.util.List;

/** Joins what the package managers of one host did. */
public final class UpdateOutcomes {
  private UpdateOutcomes() {}

  /**
   * One unknown end makes it UNKNOWN; one failure PARTIAL if anything was changed, else FAILED; one
   * manager that was not reached PARTIAL.
   */
  public static HostUpdateResult join(List<UpdateResult> results) {
    return new HostUpdateResult(outcome(results), results);
  }

  private static Outcome outcome(List<UpdateResult> results) {
    boolean changed = results.stream().anyMatch(r -> !r.changes().isEmpty());
    if (any(results, UpdateResult.Outcome.UNKNOWN)) {
      return Outcome.UNKNOWN;
    } else if (any(results, UpdateResult.Outcome.FAILED)) {
      return changed ? Outcome.PARTIAL : Outcome.FAILED;
    }
    if (any(results, UpdateResult.Outcome.NOT_STARTED)) {
      return Outcome.PARTIAL;
    }
    if (any(results, UpdateResult.Outcome.UPDATED)) {
      return Outcome.UPDATED;
    }
    return any(results, UpdateResult.Outcome.DOWNLOADED)
        ? Outcome.DOWNLOADED
        : Outcome.NOTHING_TO_DO;
  }

  private static boolean any(List<UpdateResult> results, UpdateResult.Outcome outcome) {
    return results.stream().anyMatch(result -> result.outcome() == outcome);
  }
}
