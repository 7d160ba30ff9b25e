package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.it.tend.HostResult.Ended;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows a run to people: findings on standard output, errors on standard error. */
final class TextReport implements Report {
  private final Screen screen;
  private final PrintStream err;
  private final ZoneId zone;
  private final ApplyArguments change;
  private final LiveEvents live;
  private final LiveUpdates updates;
  private final Set<FleetError> told = new HashSet<>();
  private boolean updating;

  /** Whether what was taken up from an earlier run did something in this one. */
  private boolean changed;

  TextReport(Screen screen, PrintStream err, ZoneId zone, ApplyArguments change) {
    this.screen = screen;
    this.err = err;
    this.zone = zone;
    this.change = change;
    this.live = new LiveEvents(screen, zone);
    this.updates = new LiveUpdates(screen, zone);
  }

  @Override
  public void begin(List<HostConfig> hosts) {
    say(Style.PLAIN, Sentences.begin(hosts, change));
    live.begin(hosts.stream().map(HostConfig::name).toList());
  }

  @Override
  public void restored(RestoredHosts hosts) {
    RestoredText.of(hosts, zone, width()).forEach(screen::line);
    if (!hosts.awaited().isEmpty()) {
      updating = true;
      updates.resume(hosts.awaited());
    }
  }

  @Override
  public void resumed(List<HostResult> hosts) {
    screen.rest();
    updating = false;
    changed = !hosts.isEmpty();
    sections(hosts, true);
    if (!hosts.isEmpty()) {
      screen.line(StyledLine.plain(""));
    }
  }

  @Override
  public void event(FleetEvent event) {
    if (updating) {
      updates.event(event);
    } else {
      live.event(event);
    }
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
      findings(outcomes, !changed);
    }
    if (outcomes.several()) {
      table(outcomes, !changed);
    }
    if (outcomes.interrupted()) {
      tell(Text.wrap("", Sentences.interrupted(outcomes), prose()));
    }
  }

  @Override
  public void planned(Outcomes outcomes) {
    screen.rest();
    findings(outcomes, false);
    if (outcomes.several()) {
      table(outcomes, false);
    }
    screen.line(StyledLine.plain(""));
  }

  @Override
  public void declined(Outcomes outcomes) {
    say(Style.BOLD, changed ? "Nothing more was changed." : "Nothing was changed.");
  }

  @Override
  public void updating(List<HostName> hosts) {
    updating = true;
    if (!hosts.isEmpty()) {
      updates.begin(hosts);
    }
  }

  @Override
  public void attaching(Map<HostName, JobRef> jobs) {
    say(Style.PLAIN, "Watching " + Text.count(jobs.size(), "job") + "; nothing is started.");
    updating(List.copyOf(jobs.keySet()));
    jobs.forEach(updates::step);
  }

  @Override
  public void job(HostName host, JobRef job) {
    updates.job(host, job);
  }

  @Override
  public void updated(HostResult host) {
    updates.done(host);
  }

  @Override
  public void finished(Results results) {
    screen.rest();
    sections(results.own(), results.own().size() > 1);
    results.errors().forEach(this::failure);
    screen.line(StyledLine.plain(""));
    screen.line(new StyledLine(Style.BOLD, "RESULTS"));
    ResultsTable.of(results, width()).forEach(screen::line);
    screen.line(StyledLine.plain(""));
    say(results.failures() == 0 ? Style.BOLD : Style.RED, Sentences.conclusion(results));
    List<String> afterwards = ResultsText.afterwards(results, prose());
    if (!afterwards.isEmpty()) {
      tell(afterwards);
    } else if (change.attaches()) {
      say(Style.PLAIN, Sentences.attached());
    }
  }

  @Override
  public void error(FleetError error) {
    tell(ErrorText.of(error, width()));
  }

  private void findings(Outcomes outcomes, boolean last) {
    outcomes.answered().forEach(found -> section(found, outcomes.several(), last));
    outcomes.failed().forEach(this::failure);
  }

  /** Once, however often it is come by. */
  private void failure(FleetError error) {
    if (told.add(error)) {
      error(error);
    }
  }

  private void sections(List<HostResult> hosts, boolean several) {
    hosts.stream().filter(Ended.class::isInstance).forEach(host -> section((Ended) host, several));
  }

  private void section(Ended host, boolean several) {
    List<StyledLine> lines = ResultsText.of(host, width());
    if (!lines.isEmpty() && several) {
      screen.line(StyledLine.plain(""));
      screen.line(new StyledLine(Style.BOLD, heading(host.host())));
    }
    lines.forEach(screen::line);
  }

  /** Of several hosts, one that needs nothing is a line of the table, and no section. */
  private void section(Findings found, boolean several, boolean last) {
    if (several && found.upToDate() && found.reboot().verdict() == Verdict.NOT_REQUIRED) {
      return;
    }
    if (several) {
      screen.line(StyledLine.plain(""));
      screen.line(new StyledLine(Style.BOLD, heading(found.host())));
    }
    FindingsText.of(found, width(), last).forEach(screen::line);
  }

  private String heading(HostName host) {
    String start = "=== " + host + " ";
    return Text.cut(start + "=".repeat(Math.max(3, prose() - Text.width(start))), width());
  }

  private void table(Outcomes outcomes, boolean last) {
    screen.line(StyledLine.plain(""));
    screen.line(new StyledLine(Style.BOLD, "ALL HOSTS"));
    HostsTable.of(outcomes, width()).forEach(screen::line);
    screen.line(StyledLine.plain(""));
    say(outcomes.failed().isEmpty() ? Style.BOLD : Style.RED, Sentences.conclusion(outcomes, last));
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
