package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The hosts that a state directory has from earlier runs.
 *
 * @param directory the directory
 * @param all the hosts, by name, also those that this run is not to ask
 * @param asked those that it is to ask
 */
record RestoredHosts(Path directory, List<HostStatus> all, Set<HostName> asked) {
  RestoredHosts {
    all = List.copyOf(all);
    asked = Set.copyOf(asked);
  }

  /** Those that are at work, or FAILED. */
  List<HostStatus> notAtRest() {
    return all.stream().filter(host -> host.running() != null || host.failed() != null).toList();
  }

  boolean isAsked(HostStatus host) {
    return asked.contains(host.host());
  }

  /** Those of this run on which something may run: their ends are waited for. */
  List<HostStatus> awaited() {
    return all.stream().filter(host -> isAsked(host) && mayRun(host)).toList();
  }

  /** Those of this run that only failed: they are asked like all others. */
  List<HostStatus> retried() {
    return all.stream()
        .filter(host -> isAsked(host) && host.failed() != null)
        .filter(host -> !mayRun(host) && !isDamaged(host))
        .toList();
  }

  /** Those of this run of which nobody knows what runs on them: their user has to look. */
  List<HostStatus> damaged() {
    return all.stream().filter(host -> isAsked(host) && isDamaged(host)).toList();
  }

  private static boolean mayRun(HostStatus host) {
    return host.running() != null || (host.failed() != null && host.failed().job() != null);
  }

  private static boolean isDamaged(HostStatus host) {
    FailedState failed = host.failed();
    return failed != null && failed.error().kind() == FailureKind.STORE_FAILED;
  }
}
