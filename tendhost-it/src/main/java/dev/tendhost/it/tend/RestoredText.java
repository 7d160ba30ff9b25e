package dev.tendhost.it.tend;

import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.RunningOperation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What a state directory has from earlier runs, as text. */
final class RestoredText {
  private static final DateTimeFormatter SINCE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final RestoredHosts hosts;
  private final ZoneId zone;

  private RestoredText(RestoredHosts hosts, ZoneId zone) {
    this.hosts = hosts;
    this.zone = zone;
  }

  static List<StyledLine> of(RestoredHosts hosts, ZoneId zone, int width) {
    return new RestoredText(hosts, zone).lines(width);
  }

  private List<StyledLine> lines(int width) {
    List<HostStatus> told = hosts.notAtRest();
    List<StyledLine> lines = new ArrayList<>();
    wrap(lines, Style.PLAIN, "", heading(told), width);
    told.stream()
        .limit(LiveEvents.FAILURES)
        .forEach(
            host ->
                wrap(
                    lines,
                    host.failed() == null ? Style.YELLOW : Style.RED,
                    "  " + host.host() + "  ",
                    line(host),
                    width));
    if (told.size() > LiveEvents.FAILURES) {
      lines.add(StyledLine.plain("  and " + (told.size() - LiveEvents.FAILURES) + " more"));
    }
    return lines;
  }

  private String heading(List<HostStatus> told) {
    if (hosts.all().isEmpty()) {
      return hosts.directory() + " has nothing yet: the hosts' states are kept there.";
    }
    long failed = told.stream().filter(host -> host.failed() != null).count();
    long atWork = told.size() - failed;
    return hosts.directory()
        + " has "
        + Text.count(hosts.all().size(), "host")
        + " of earlier runs"
        + (told.isEmpty() ? ", all at rest." : ":")
        + (atWork == 0 ? "" : " " + atWork + " at work")
        + (failed == 0 ? "" : (atWork == 0 ? " " : ", ") + failed + " FAILED");
  }

  private String line(HostStatus host) {
    FailedState failed = host.failed();
    if (failed != null) {
      return "FAILED since "
          + time(failed.failedAt())
          + " ("
          + EventLines.name(failed.operationKind())
          + ": "
          + failed.error().kind()
          + (failed.retryCount() == 0 ? "" : ", " + failed.retryCount() + " times tried again")
          + "); "
          + next(host);
    }
    RunningOperation running = host.running();
    String since = running == null ? "" : " since " + time(running.startedAt());
    return EventLines.word(host.state()) + since + "; " + next(host);
  }

  private String next(HostStatus host) {
    boolean failed = host.failed() != null;
    if (!hosts.isAsked(host)) {
      return "not of this run: " + (failed ? "left as it is" : "goes on by itself");
    } else if (hosts.awaited().contains(host)) {
      return failed ? "its job is watched again" : "goes on";
    }
    return hosts.damaged().contains(host) ? "left as it is" : "is tried again";
  }

  private String time(Instant at) {
    return SINCE.format(at.atZone(zone));
  }

  private static void wrap(
      List<StyledLine> lines, Style style, String first, String text, int width) {
    Text.wrap(first, text, Math.min(width, Text.PROSE))
        .forEach(line -> lines.add(new StyledLine(style, line)));
  }
}
