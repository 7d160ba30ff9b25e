package dev.tendhost.core.domain;

import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.HostUpdateResult.Outcome;
import dev.tendhost.api.response.UpdateResult;
import java.util.List;

/** Joins what the package managers of one host did. */
public final class UpdateOutcomes {
  private UpdateOutcomes() {}

  /** One failure makes it PARTIAL if anything was changed, else FAILED. */
  public static HostUpdateResult join(List<UpdateResult> results) {
    return new HostUpdateResult(outcome(results), results);
  }

  private static Outcome outcome(List<UpdateResult> results) {
    boolean failed = results.stream().anyMatch(r -> r.outcome() == UpdateResult.Outcome.FAILED);
    boolean changed = results.stream().anyMatch(r -> !r.changes().isEmpty());
    if (failed) {
      return changed ? Outcome.PARTIAL : Outcome.FAILED;
    }
    return results.stream().anyMatch(r -> r.outcome() == UpdateResult.Outcome.UPDATED)
        ? Outcome.UPDATED
        : Outcome.NOTHING_TO_DO;
  }
}
