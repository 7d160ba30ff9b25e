package dev.tendhost.core.actor;

import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.OperationOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells the orchestrator of itself, unasked.
 *
 * @param status the host as it is now, without its inventory
 * @param events what happened, not yet numbered
 * @param ended the operation that has ended with this notice; null if none has
 * @param left whether the host has nothing more to do and leaves
 */
public record HostNotice(
    HostStatus status, List<FleetEvent> events, @Nullable OperationOutcome ended, boolean left) {}
