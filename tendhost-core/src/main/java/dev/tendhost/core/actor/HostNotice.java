package dev.tendhost.core.actor;

import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.HostStatus;
import java.util.List;

/**
 * What a host tells the orchestrator of itself, unasked.
 *
 * @param status the host as it is now, without its inventory
 * @param events what happened, not yet numbered
 * @param left whether the host has nothing more to do and leaves
 */
public record HostNotice(HostStatus status, List<FleetEvent> events, boolean left) {}
