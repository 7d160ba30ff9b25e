package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a long operation ended: with a result, with an error, or with both (an update that failed
 * half-way has done something).
 *
 * @param id the operation
 * @param kind what it did
 * @param startedAt when it began, by the controller's clock
 * @param endedAt when it ended
 * @param result what it found or did; null if it failed before it found anything
 * @param error why it failed; null if it did not
 */
@WireType
public record OperationOutcome(
    OperationId id,
    OperationKind kind,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant endedAt,
    @Nullable OperationResult result,
    @Nullable FleetError error) {

  /** Refuses an outcome that says nothing. */
  public OperationOutcome {
    if (result == null && error == null) {
      throw new IllegalArgumentException("an outcome needs a result or an error");
    }
  }
}
