package dev.tendhost.core.actor;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.OperationResult;
import org.jspecify.annotations.Nullable;

/**
 * How the work of an operation ended.
 *
 * @param result what was found or done; null if it did not come so far
 * @param error why it is a failure all the same; null if it is none
 * @param acted whether it did something on the host, be it without a change
 */
record Ended(@Nullable OperationResult result, @Nullable FleetError error, boolean acted) {
  static Ended well(OperationResult result) {
    return new Ended(result, null, false);
  }

  /** Whether it is an update that only fetched, as was asked, or did not reach every manager. */
  boolean inPart() {
    return result instanceof OperationResult.Update update
        && (update.update().outcome() == HostUpdateResult.Outcome.DOWNLOADED
            || update.update().outcome() == HostUpdateResult.Outcome.PARTIAL);
  }
}
