package dev.tendhost.core.actor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.api.response.Page;

/** What is in an envelope that went well. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
public sealed interface Answer {
  /** It is done, and there is nothing to say. */
  record Done() implements Answer {}

  /** A long operation has begun, with this command or before. */
  record Started(OperationId operation, boolean before) implements Answer {}

  /** Where a host stands. */
  record State(HostState state) implements Answer {}

  /** What is known of a host. */
  record Status(HostStatus status) implements Answer {}

  /** What is known of an operation. */
  record Operation(OperationReport report) implements Answer {}

  /** A page of hosts. */
  record Hosts(Page<HostStatus> page) implements Answer {}
}
