package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.it.tend.HostResult.Ended;
import dev.tendhost.it.tend.HostResult.Left;
import dev.tendhost.it.tend.HostResult.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a run ended that changed hosts, or watched others change them.
 *
 * @param own what this run itself came to on every host, in the order they were given
 * @param earlier what it had taken up from earlier runs, as it was told already
 * @param interrupted whether its user ended it
 * @param attach makes the command line that takes up jobs again
 */
record Results(
    List<HostResult> own,
    Map<HostName, HostResult> earlier,
    boolean interrupted,
    AttachCommand attach) {
  Results {
    own = List.copyOf(own);
    earlier = Map.copyOf(earlier);
  }

  /** What became of every host, with what was taken up. */
  List<HostResult> hosts() {
    return own.stream().map(this::joined).toList();
  }

  private HostResult joined(HostResult host) {
    HostResult before = earlier.get(host.host());
    return before == null ? host : host.behind(before);
  }

  /** Without those that only say that nothing came after what was told already. */
  Stream<HostResult> untold() {
    return own.stream()
        .filter(
            host ->
                !earlier.containsKey(host.host()) || host instanceof Ended || host.job() != null);
  }

  Stream<Ended> ended() {
    return hosts().stream().filter(Ended.class::isInstance).map(Ended.class::cast);
  }

  Stream<Refused> refused() {
    return hosts().stream().filter(Refused.class::isInstance).map(Refused.class::cast);
  }

  /** Why things went wrong, host by host. */
  Stream<FleetError> errors() {
    return hosts().stream().flatMap(HostResult::errors);
  }

  /** Those on which something may go on when the run ends. */
  Stream<HostResult> goingOn() {
    return hosts().stream()
        .filter(
            host ->
                host.job() != null
                    || (host instanceof Left left && left.atWork())
                    || (host instanceof Ended ended
                        && ended.after() instanceof Aftermath.Rebooting));
  }

  /** Those that were not waited for. */
  long left() {
    return hosts().stream()
        .filter(
            host ->
                host instanceof Left
                    || (host instanceof Ended ended
                        && ended.after() instanceof Aftermath.Rebooting))
        .count();
  }

  boolean keepsState() {
    return attach.arguments().state.directory != null;
  }

  long updated() {
    return ended().filter(host -> !host.failed() && host.changes() > 0).count();
  }

  long rebooted() {
    return ended().filter(host -> host.after() instanceof Aftermath.Rebooted).count();
  }

  /** Where a reboot is due now, as far as that could be told. */
  long rebootsDue() {
    return hosts().stream()
        .map(HostResult::reboot)
        .filter(verdict -> verdict != null && verdict.verdict() == Verdict.REQUIRED)
        .count();
  }

  long failures() {
    return hosts().stream().filter(HostResult::failed).count();
  }

  int changes() {
    return ended().mapToInt(Ended::changes).sum();
  }

  /** The jobs that may still run, by their hosts. */
  Map<HostName, JobRef> jobs() {
    Map<HostName, JobRef> jobs = new LinkedHashMap<>();
    for (HostResult host : hosts()) {
      JobRef job = host.job();
      if (job != null) {
        jobs.put(host.host(), job);
      }
    }
    return jobs;
  }

  /** What is true of every host has a code of its own; otherwise some hosts failed. */
  ExitCode exitCode() {
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    if (failures() == 0) {
      return ExitCode.OK;
    }
    Set<ExitCode> codes =
        refused().map(refused -> ExitCode.of(refused.error())).collect(Collectors.toSet());
    boolean allAlike = codes.size() == 1 && refused().count() == own.size();
    return allAlike ? codes.iterator().next() : ExitCode.HOSTS_FAILED;
  }
}
