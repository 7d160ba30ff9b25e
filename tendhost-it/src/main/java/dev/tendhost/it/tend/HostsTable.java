package dev.tendhost.it.tend;

import dev.tendhost.it.tend.HostOutcome.Answered;
import dev.tendhost.it.tend.HostOutcome.Failed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every host of a run in a line; of many hosts, those that need a look are the last. */
final class HostsTable {
  private HostsTable() {}

  static List<StyledLine> of(Outcomes outcomes, int width) {
    NotedTable table =
        new NotedTable("HOST", "RESULT", "UPDATES", "SECURITY", "HELD", "REBOOT", "NOTE");
    for (HostOutcome host : inOrder(outcomes.hosts())) {
      if (host instanceof Answered answered) {
        Findings found = answered.findings();
        table.row(style(found), cells(found));
      } else if (host instanceof Failed failed) {
        table.row(Style.RED, row(failed, "FAILED", failed.error().kind().name()));
      } else {
        table.row(Style.DIM, row(host, "no answer", "interrupted"));
      }
    }
    return table.lines(width);
  }

  private static List<HostOutcome> inOrder(List<HostOutcome> hosts) {
    return hosts.size() <= LiveEvents.FEW
        ? hosts
        : hosts.stream().sorted(Comparator.comparing(HostsTable::urgency)).toList();
  }

  private static int urgency(HostOutcome host) {
    if (host instanceof Answered answered) {
      return answered.findings().upToDate() ? 0 : 1;
    }
    return host instanceof Failed ? 3 : 2;
  }

  private static List<String> row(HostOutcome host, String result, String note) {
    return List.of(host.host().value(), result, "-", "-", "-", "-", note);
  }

  private static List<String> cells(Findings found) {
    return List.of(
        found.host().value(),
        result(found),
        Integer.toString(found.changes()),
        Integer.toString(found.security()),
        Integer.toString(found.heldBack()),
        switch (found.reboot().verdict()) {
          case REQUIRED -> "REQUIRED";
          case NOT_REQUIRED -> "no";
          case UNKNOWN -> "unknown";
        },
        note(found));
  }

  private static String result(Findings found) {
    if (found.changes() > 0) {
      return "updates";
    } else if (found.upToDate()) {
      return "up to date";
    }
    return found.stale() ? "not known" : "no update";
  }

  private static String note(Findings found) {
    List<String> notes = new ArrayList<>();
    if (found.problems() > 0) {
      notes.add(Text.count(found.problems(), "problem"));
    }
    if (found.unchecked() > 0) {
      notes.add(found.unchecked() + " not checked");
    }
    if (found.stale()) {
      notes.add(found.metadataAge() == null ? "lists of unknown age" : "stale lists");
    }
    return String.join(", ", notes);
  }

  private static Style style(Findings found) {
    if (found.problems() > 0) {
      return Style.RED;
    } else if (found.security() > 0) {
      return Style.YELLOW;
    }
    return found.upToDate() ? Style.GREEN : Style.PLAIN;
  }
}
