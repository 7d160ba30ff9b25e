package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.it.tend.HostOutcome.Answered;
import dev.tendhost.it.tend.HostOutcome.Failed;
import dev.tendhost.it.tend.HostOutcome.Unanswered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a run ended.
 *
 * @param hosts every host that was to be asked, in the order they were given
 * @param interrupted whether its user ended it
 */
record Outcomes(List<HostOutcome> hosts, boolean interrupted) {
  Outcomes {
    hosts = List.copyOf(hosts);
  }

  /** Of all these hosts, those that are not in the map have not answered. */
  static Outcomes of(List<HostName> hosts, Map<HostName, HostOutcome> known, boolean interrupted) {
    return new Outcomes(
        hosts.stream().map(host -> known.getOrDefault(host, new Unanswered(host))).toList(),
        interrupted);
  }

  List<Findings> answered() {
    return hosts.stream()
        .filter(Answered.class::isInstance)
        .map(host -> ((Answered) host).findings())
        .toList();
  }

  List<FleetError> failed() {
    return hosts.stream()
        .filter(Failed.class::isInstance)
        .map(host -> ((Failed) host).error())
        .toList();
  }

  boolean several() {
    return hosts.size() > 1;
  }

  /** What is true of every host has a code of its own; otherwise some hosts failed. */
  ExitCode exitCode() {
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    List<FleetError> failed = failed();
    Set<ExitCode> codes = failed.stream().map(ExitCode::of).collect(Collectors.toSet());
    if (codes.isEmpty()) {
      return ExitCode.OK;
    }
    boolean allAlike = codes.size() == 1 && failed.size() == hosts.size();
    return allAlike ? codes.iterator().next() : ExitCode.HOSTS_FAILED;
  }
}
