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

  static String begin(List<HostConfig> hosts) {
    String end = " what an update would do; no package is changed.";
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
    String port = host.port() == HostConfig.SSH_PORT ? "" : ":" + host.port();
    return host.name() + " (" + host.user() + "@" + address + port + ")";
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

  /** What the hosts together come to. */
  static String conclusion(Outcomes outcomes) {
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
        + ". No package was changed.";
  }
}
