package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.config.HostConfig;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;

/** Shows a run to people: findings on standard output, errors on standard error. */
final class TextReport implements Report {
  private final Screen screen;
  private final PrintStream err;
  private final LiveEvents live;

  TextReport(Screen screen, PrintStream err, ZoneId zone) {
    this.screen = screen;
    this.err = err;
    this.live = new LiveEvents(screen, zone);
  }

  @Override
  public void begin(List<HostConfig> hosts) {
    say(Style.PLAIN, Sentences.begin(hosts));
    live.begin(hosts.stream().map(HostConfig::name).toList());
  }

  @Override
  public void event(FleetEvent event) {
    live.event(event);
  }

  @Override
  public void done(HostOutcome host) {
    live.done(host);
  }

  @Override
  public void end(Outcomes outcomes) {
    screen.stopAsking();
    screen.rest();
    if (!outcomes.interrupted()) {
      outcomes.answered().forEach(found -> section(found, outcomes.several()));
      outcomes.failed().forEach(this::error);
    }
    if (outcomes.several()) {
      table(outcomes);
    }
    if (outcomes.interrupted()) {
      tell(Text.wrap("", Sentences.interrupted(outcomes), prose()));
    }
  }

  @Override
  public void error(FleetError error) {
    tell(ErrorText.of(error, width()));
  }

  /** Of several hosts, one that needs nothing is a line of the table, and no section. */
  private void section(Findings found, boolean several) {
    if (several && found.upToDate() && found.reboot().verdict() == Verdict.NOT_REQUIRED) {
      return;
    }
    if (several) {
      screen.line(StyledLine.plain(""));
      screen.line(new StyledLine(Style.BOLD, heading(found.host())));
    }
    FindingsText.of(found, width()).forEach(screen::line);
  }

  private String heading(HostName host) {
    String start = "=== " + host + " ";
    return Text.cut(start + "=".repeat(Math.max(3, prose() - Text.width(start))), width());
  }

  private void table(Outcomes outcomes) {
    screen.line(StyledLine.plain(""));
    screen.line(new StyledLine(Style.BOLD, "ALL HOSTS"));
    HostsTable.of(outcomes, width()).forEach(screen::line);
    screen.line(StyledLine.plain(""));
    say(outcomes.failed().isEmpty() ? Style.BOLD : Style.RED, Sentences.conclusion(outcomes));
  }

  private void say(Style style, String text) {
    Text.wrap("", text, prose()).forEach(line -> screen.line(new StyledLine(style, line)));
  }

  private void tell(List<String> lines) {
    screen.rest();
    err.println();
    lines.forEach(err::println);
  }

  private int prose() {
    return Math.min(width(), Text.PROSE);
  }

  private int width() {
    return screen.terminal().width();
  }
}
