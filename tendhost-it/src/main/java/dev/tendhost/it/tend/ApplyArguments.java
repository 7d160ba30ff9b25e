package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command line that changes hosts. */
final class ApplyArguments {
  @Option(
      names = "--apply",
      description =
          "Really upgrade: fetch the package lists, show the plan of every host, ask once, and do"
              + " what was shown. Needs root on the hosts.")
  boolean apply;

  @Option(
      names = {"-y", "--yes"},
      description = "With --apply or --reboot: do not ask.")
  boolean yes;

  @Option(names = "--download-only", description = "With --apply: fetch packages, install none.")
  boolean downloadOnly;

  @Option(
      names = "--repair",
      description = "With --apply: first repair what an interrupted upgrade left half done.")
  boolean repair;

  @Option(
      names = "--reboot",
      description =
          "Reboot the hosts where that is due, with --apply after their updates, and wait for the"
              + " proof that each is up and well again. Needs root on the hosts. This machine is"
              + " never rebooted.")
  boolean rebootDue;

  @Option(
      names = "--force-reboot",
      description =
          "The same, also where nobody can tell whether it is due, and where an interrupted upgrade"
              + " left something half done.")
  boolean forceReboot;

  @Option(
      names = "--attach",
      paramLabel = "HOST=JOB",
      arity = "1..*",
      converter = AttachArgument.Converter.class,
      description =
          "Watch jobs of an earlier --apply to their end, as printed when they started; starts"
              + " nothing. HOST is the name of a --host, or of this machine.")
  List<AttachArgument> attached = new ArrayList<>();

  boolean attaches() {
    return !attached.isEmpty();
  }

  boolean reboots() {
    return rebootDue || forceReboot;
  }

  /** Whether anything is done to a host, once its user agrees. */
  boolean changes() {
    return apply || reboots();
  }

  Map<HostName, JobRef> jobs() {
    Map<HostName, JobRef> jobs = new LinkedHashMap<>();
    attached.forEach(each -> jobs.put(each.host(), each.job()));
    return jobs;
  }

  /**
   * What is wrong, in a sentence; null if nothing is.
   *
   * @param hosts the hosts of the command line
   * @param local whether this machine is one of them
   */
  @Nullable String wrong(Set<HostName> hosts, boolean local) {
    if (attaches()) {
      return changes() || yes || downloadOnly || repair
          ? "--attach only watches: leave out --apply, --reboot, --force-reboot, --yes,"
              + " --download-only and --repair"
          : wrongJobs(hosts);
    }
    if (!apply && (downloadOnly || repair)) {
      return "--download-only and --repair say how to --apply: add it, or leave them out";
    }
    if (!changes() && yes) {
      return "--yes says how to --apply or --reboot: add one of them, or leave it out";
    }
    return reboots() && local
        ? "--reboot and --force-reboot are for hosts over SSH; this machine, on which the run itself"
            + " would end, is not rebooted: name hosts with --host, and leave out --local"
        : null;
  }

  private @Nullable String wrongJobs(Set<HostName> hosts) {
    Set<HostName> named = new HashSet<>();
    for (AttachArgument each : attached) {
      if (!hosts.contains(each.host())) {
        return "--attach "
            + each.host()
            + "=…: no host of this command line is called that; they are "
            + names(hosts);
      }
      if (!named.add(each.host())) {
        return "--attach: two jobs on " + each.host() + "; attach to one after the other";
      }
    }
    Set<HostName> others = new HashSet<>(hosts);
    others.removeAll(named);
    return others.isEmpty() ? null : "--attach: which job on " + names(others) + "?";
  }

  private static String names(Set<HostName> hosts) {
    return hosts.stream().map(HostName::value).sorted().collect(Collectors.joining(", "));
  }
}
