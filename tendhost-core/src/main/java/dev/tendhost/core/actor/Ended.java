package dev.tendhost.core.actor;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.response.OperationResult;
import org.jspecify.annotations.Nullable;

/**
 * How the work of an operation ended that came far enough to have a result.
 *
 * @param result what was found or done
 * @param error why it is a failure all the same; null if it is none
 */
record Ended(OperationResult result, @Nullable FleetError error) {
  static Ended well(OperationResult result) {
    return new Ended(result, null);
  }
}
