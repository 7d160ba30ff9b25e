package dev.tendhost.api.response;

import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;

/**
 * The answer to the start of a long operation: it runs, and its end will be told by an event.
 *
 * @param host the host it runs on
 * @param operation its id
 */
@WireType
public record Accepted(HostName host, OperationId operation) {}
