package dev.tendhost.it.tend;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.it.tend.HostResult.Ended;
import dev.tendhost.it.tend.HostResult.Left;
import dev.tendhost.it.tend.HostResult.LeftAlone;
import dev.tendhost.it.tend.HostResult.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of every host, a line for each of its package managers. */
final class ResultsTable {
  private static final String NONE = "-";

  private final NotedTable table =
      new NotedTable("HOST", "MANAGER", "RESULT", "CHANGED", "REBOOT", "NOTE");

  private ResultsTable() {}

  static List<StyledLine> of(Results results, int width) {
    ResultsTable rows = new ResultsTable();
    results.hosts().forEach(rows::add);
    return rows.table.lines(width);
  }

  private void add(HostResult host) {
    if (host instanceof Ended ended) {
      ended.managers().forEach(manager -> add(ended, manager));
      after(ended);
    } else if (host instanceof LeftAlone alone) {
      row(Style.GREEN, host, NONE, "nothing to do", "0", reboot(alone.reboot()), "");
    } else if (host instanceof Refused refused) {
      String note = refused.error().kind().name();
      row(Style.RED, host, NONE, "FAILED", NONE, NONE, note);
    } else if (host instanceof Left left) {
      add(left);
    }
  }

  private void add(Ended host, UpdateResult manager) {
    List<String> notes = new ArrayList<>();
    if (manager.error() != null) {
      notes.add(manager.error().kind().name());
    }
    if (!manager.conffiles().isEmpty()) {
      notes.add(Text.count(manager.conffiles().size(), "file") + " kept");
    }
    row(
        style(manager.outcome()),
        host,
        manager.manager(),
        result(manager.outcome()),
        Integer.toString(manager.changes().size()),
        reboot(host),
        String.join(", ", notes));
  }

  /** A row for what failed after the managers, or for a host that had none to do anything. */
  private void after(Ended host) {
    Aftermath after = host.after();
    if (after instanceof Aftermath.Failed failed) {
      row(Style.RED, host, NONE, "FAILED", NONE, reboot(host), failed.error().kind().name());
    } else if (host.managers().isEmpty()) {
      boolean goesOn = after instanceof Aftermath.Rebooting;
      String result = goesOn ? "goes on" : after == null ? "nothing to do" : "rebooted";
      row(goesOn ? Style.YELLOW : Style.GREEN, host, NONE, result, "0", reboot(host), "");
    }
  }

  private void add(Left left) {
    JobRef job = left.job();
    JobRef over = left.over();
    if (job != null) {
      row(Style.YELLOW, left, job.manager(), "goes on", "?", "?", "step " + job.step());
    } else if (over != null) {
      String note = "step " + over.step() + " ended";
      row(Style.DIM, left, over.manager(), "stopped", "?", "?", note);
    } else if (left.atWork()) {
      row(Style.YELLOW, left, NONE, "goes on", "?", "?", "not reached yet");
    } else {
      row(Style.DIM, left, NONE, "not started", "0", NONE, "interrupted");
    }
  }

  private void row(Style style, HostResult host, String... cells) {
    List<String> all = new ArrayList<>(List.of(cells));
    all.add(0, host.host().value());
    table.row(style, all);
  }

  private static String result(Outcome outcome) {
    return switch (outcome) {
      case FAILED -> "FAILED";
      case UNKNOWN -> "NOT KNOWN";
      case UPDATED, DOWNLOADED, NOTHING_TO_DO, NOT_STARTED -> EventLines.word(outcome);
    };
  }

  private static Style style(Outcome outcome) {
    return switch (outcome) {
      case UPDATED, DOWNLOADED, NOTHING_TO_DO -> Style.GREEN;
      case FAILED, UNKNOWN -> Style.RED;
      case NOT_STARTED -> Style.DIM;
    };
  }

  private static String reboot(Ended host) {
    boolean due = host.reboot() != null && host.reboot().verdict() == Verdict.REQUIRED;
    if (host.after() instanceof Aftermath.Rebooting) {
      return "goes on";
    }
    return host.after() instanceof Aftermath.Rebooted && !due ? "done" : reboot(host.reboot());
  }

  private static String reboot(@Nullable RebootVerdict reboot) {
    return reboot == null
        ? "unknown"
        : switch (reboot.verdict()) {
          case REQUIRED -> "REQUIRED";
          case NOT_REQUIRED -> "no";
          case UNKNOWN -> "unknown";
        };
  }
}
