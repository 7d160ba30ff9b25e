package dev.tendhost.core.actor;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.OperationOutcome;

/** Hears from the orchestrator of every operation's end and of every host that has left. */
public interface OperationListener {
  /** An operation of the host has ended. */
  void ended(HostName host, OperationOutcome outcome);

  /** The host is gone; what it was at work on is not waited for any more. */
  void left(HostName host);
}
