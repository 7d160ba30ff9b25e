package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;

/** Shows a run to people: findings on standard output, errors on standard error. */
final class TextReport implements Report {
  private final Screen screen;
  private final PrintStream err;
  private final ZoneId zone;

  TextReport(Screen screen, PrintStream err, ZoneId zone) {
    this.screen = screen;
    this.err = err;
    this.zone = zone;
  }

  @Override
  public void begin(HostName host) {
    String text =
        "Asking " + host + " (this machine) what an update would do; no package is changed.";
    Text.wrap("", text, prose()).forEach(line -> screen.line(StyledLine.plain(line)));
  }

  @Override
  public void event(FleetEvent event) {
    if (event instanceof HostStateChanged changed) {
      follow(changed);
    }
    screen.line(EventLines.of(event, zone, width()));
  }

  @Override
  public void findings(Findings findings) {
    screen.rest();
    FindingsText.of(findings, width()).forEach(screen::line);
  }

  @Override
  public void error(FleetError error) {
    tell(ErrorText.of(error, width()));
  }

  @Override
  public void interrupted(HostName host) {
    tell(Text.wrap("", "Interrupted. Nothing was installed or removed on " + host + ".", prose()));
  }

  private void follow(HostStateChanged changed) {
    if (changed.to() == HostState.QUERYING) {
      screen.busy(changed.host() + ": asking the package managers");
    } else {
      screen.rest();
    }
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
