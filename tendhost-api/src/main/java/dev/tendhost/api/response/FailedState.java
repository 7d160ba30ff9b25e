package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostState;
import dev.tendhost.api.WireType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a host is FAILED, and what was done about it.
 *
 * @param previousState where it stood
 * @param error what went wrong
 * @param operationKind what it was doing
 * @param failedAt when, by the controller's clock
 * @param retryCount how often Retry was asked since an operation of this kind last succeeded
 * @param acknowledged whether somebody has said that they have seen it
 * @param job a job of the host that may still run; null if there is none
 */
@WireType
public record FailedState(
    HostState previousState,
    FleetError error,
    OperationKind operationKind,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant failedAt,
    int retryCount,
    boolean acknowledged,
    @Nullable JobRef job) {

  /**
   * The same failure, seen.
   *
   * @return a copy that is acknowledged
   */
  public FailedState withAcknowledged() {
    return new FailedState(previousState, error, operationKind, failedAt, retryCount, true, job);
  }

  /**
   * The same failure, whose job is over.
   *
   * @return a copy without a job
   */
  public FailedState withoutJob() {
    return new FailedState(
        previousState, error, operationKind, failedAt, retryCount, acknowledged, null);
  }
}
