package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;

/** How the run ended for one host. */
sealed interface HostOutcome {
  HostName host();

  /** It answered. */
  record Answered(Findings findings) implements HostOutcome {
    @Override
    public HostName host() {
      return findings.host();
    }
  }

  /** It could not be asked, or not answer; {@code asked} tells which. */
  record Failed(HostName host, FleetError error, boolean asked) implements HostOutcome {}

  /** The run was interrupted before. */
  record Unanswered(HostName host) implements HostOutcome {}
}
