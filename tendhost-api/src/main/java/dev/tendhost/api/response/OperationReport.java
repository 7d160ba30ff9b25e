package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one operation: that it runs, or how it ended.
 *
 * @param running the operation, while it runs; else null
 * @param outcome how it ended; null while it runs
 */
@WireType
public record OperationReport(
    @Nullable RunningOperation running, @Nullable OperationOutcome outcome) {

  /** Exactly one of the two is there. */
  public OperationReport {
    if ((running == null) == (outcome == null)) {
      throw new IllegalArgumentException("an operation either runs or has ended");
    }
  }
}
