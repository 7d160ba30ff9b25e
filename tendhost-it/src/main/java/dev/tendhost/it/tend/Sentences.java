package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.core.config.HostConfig;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences about a whole run. */
final class Sentences {
  /** More names make no sentence. */
  private static final int NAMES = 10;

  private Sentences() {}

  static String begin(List<HostConfig> hosts, ApplyArguments change) {
    String end =
        " what an update would do; "
            + (!change.changes()
                ? "no package is changed."
                : change.yes ? "then it is done." : "nothing is changed before you agree.");
    if (hosts.size() > NAMES) {
      return "Asking " + hosts.size() + " hosts" + end;
    }
    return "Asking " + hosts.stream().map(Sentences::who).collect(Collectors.joining(", ")) + end;
  }

  /** A host with the way to it. */
  private static String who(HostConfig host) {
    if (!Transports.isOverSsh(host)) {
      return host.name() + " (this machine)";
    }
    boolean six = host.address().contains(":");
    String address = six ? "[" + host.address() + "]" : host.address();
    if (host.user().isEmpty() && host.port() == 0 && address.equals(host.name().value())) {
      return address; // the rest is the ssh_config file's
    }
    boolean usual = host.port() == 0 || host.port() == HostConfig.SSH_PORT;
    String user = host.user().isEmpty() ? "" : host.user() + "@";
    return host.name() + " (" + user + address + (usual ? "" : ":" + host.port()) + ")";
  }

  /**
   * What its user is asked.
   *
   * @param hosts those that are updated; may be empty
   * @param reboots those of which it is known now that they are rebooted
   */
  static String question(
      ApplyArguments change,
      List<HostName> hosts,
      List<HostName> reboots,
      int changes,
      long removals) {
    if (hosts.isEmpty()) {
      return "Reboot " + names(reboots) + "? [y/N] ";
    }
    String verb = change.downloadOnly ? "Download " : "Upgrade ";
    String what = verb + Text.count(changes, "package") + removals(removals);
    String repair = change.repair ? "Repair what was interrupted. " : "";
    String now = reboots.isEmpty() ? "" : " (now: " + names(reboots) + ")";
    String reboot = change.reboots() ? ", and reboot where that is due then" + now : "";
    return repair + what + " on " + names(hosts) + reboot + "? [y/N] ";
  }

  private static String removals(long removals) {
    return removals == 0 ? "" : " (" + removals + " of them to be REMOVED)";
  }

  private static String names(List<HostName> hosts) {
    return hosts.size() == 1
        ? hosts.get(0).value()
        : Text.count(hosts.size(), "host")
            + (hosts.size() > NAMES
                ? ""
                : hosts.stream().map(HostName::value).collect(Collectors.joining(", ", " (", ")")));
  }

  static String interrupted(Outcomes outcomes) {
    if (!outcomes.several()) {
      HostName host = outcomes.hosts().get(0).host();
      return "Interrupted. Nothing was installed or removed on " + host + ".";
    }
    List<Findings> answered = outcomes.answered();
    String names =
        answered.isEmpty() || answered.size() > NAMES
            ? ""
            : answered.stream()
                .map(found -> found.host().value())
                .collect(Collectors.joining(", ", " (", ")"));
    return "Interrupted. "
        + answered.size()
        + " of "
        + Text.count(outcomes.hosts().size(), "host")
        + " had answered"
        + names
        + ". Nothing was installed or removed on any of them.";
  }

  /** What a watched job cannot tell. */
  static String attached() {
    return "What ran has ended, and nothing else was started: --apply shows what is left.";
  }

  /** What the updates together come to. */
  static String conclusion(Results results) {
    long updated = results.updated();
    long left = results.left();
    return Text.count(results.hosts().size(), "host")
        + ": "
        + updated
        + " updated"
        + (left > 0 && updated == 0
            ? ""
            : ", " + Text.count(results.changes(), "package") + " changed")
        + (results.rebooted() == 0 ? "" : ", " + results.rebooted() + " rebooted")
        + (results.failures() == 0 ? "" : ", " + results.failures() + " FAILED")
        + (left == 0 ? "" : ", " + left + " not waited for")
        + (results.rebootsDue() == 0
            ? ""
            : ", " + Text.count(results.rebootsDue(), "reboot") + " due")
        + ".";
  }

  /** What the hosts together come to. */
  static String conclusion(Outcomes outcomes, boolean last) {
    List<Findings> answered = outcomes.answered();
    long updates = answered.stream().filter(found -> found.changes() > 0).count();
    long security = answered.stream().filter(found -> found.security() > 0).count();
    long good = answered.stream().filter(Findings::upToDate).count();
    int failed = outcomes.failed().size();
    return Text.count(outcomes.hosts().size(), "host")
        + ": "
        + answered.size()
        + " answered"
        + (failed == 0 ? "" : ", " + failed + " FAILED")
        + (updates == 0 ? "" : ", " + updates + " to update")
        + (security == 0 ? "" : " (" + security + " with security fixes)")
        + (good == 0 ? "" : ", " + good + " up to date")
        + (last ? ". No package was changed." : ".");
  }
}
