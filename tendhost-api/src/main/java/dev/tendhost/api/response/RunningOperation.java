package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;
import java.time.Instant;

/**
 * What a host is at work on.
 *
 * @param id the operation
 * @param kind what it does
 * @param startedAt when it began, by the controller's clock
 */
@WireType
public record RunningOperation(
    OperationId id,
    OperationKind kind,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt) {}
