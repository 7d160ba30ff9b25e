package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import java.util.stream.Stream;

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
  record Failed(HostName host, FleetError error, boolean asked) implements HostOutcome {
    /** Of a host on which what was taken up has failed; empty if it has not. */
    static Stream<HostOutcome> of(HostResult result) {
      return result.failed()
          ? result.errors().limit(1).map(error -> new Failed(result.host(), error, false))
          : Stream.empty();
    }
  }

  /** The run was interrupted before. */
  record Unanswered(HostName host) implements HostOutcome {}
}
