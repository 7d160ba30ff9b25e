package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import dev.tendhost.it.tend.HostOutcome.Failed;
import java.time.ZoneId;
import java.util.List;

/**
 * What is shown while hosts work. Of a few hosts every event; of many only failures, and not more
 * than a screen holds: the live line counts the rest.
 */
final class LiveEvents {
  /** So many hosts are a few. */
  static final int FEW = 8;

  /** So many failures of many hosts are shown while they work. */
  static final int FAILURES = 16;

  private final Screen screen;
  private final ZoneId zone;
  private int hosts;
  private int names;
  private int answered;
  private int failed;
  private int failuresShown;

  LiveEvents(Screen screen, ZoneId zone) {
    this.screen = screen;
    this.zone = zone;
  }

  void begin(List<HostName> all) {
    hosts = all.size();
    names = all.stream().mapToInt(host -> host.value().length()).max().orElse(0);
    if (hosts > 1) {
      screen.busy(progress());
    }
  }

  void event(FleetEvent event) {
    if (hosts == 1 && event instanceof HostStateChanged changed) {
      follow(changed);
    }
    if (hosts <= FEW) {
      show(event, names);
    } else if (EventLines.isFailure(event)) {
      failure(event);
    }
  }

  void done(HostOutcome host) {
    if (host instanceof Failed) {
      failed++;
    } else {
      answered++;
    }
    if (hosts > 1) {
      screen.busy(progress());
    }
  }

  private void failure(FleetEvent event) {
    failuresShown++;
    if (failuresShown <= FAILURES) {
      show(event, 0);
    } else if (failuresShown == FAILURES + 1) {
      screen.line(new StyledLine(Style.RED, "More hosts failed; all are shown at the end."));
    }
  }

  private void show(FleetEvent event, int padded) {
    EventLines.of(event, zone, padded, screen.terminal().width()).forEach(screen::line);
  }

  private String progress() {
    return answered
        + " of "
        + hosts
        + " hosts answered"
        + (failed == 0 ? "" : ", " + failed + " failed");
  }

  private void follow(HostStateChanged changed) {
    if (changed.to() == HostState.QUERYING) {
      screen.busy(changed.host() + ": asking the package managers");
    } else {
      screen.rest();
    }
  }
}
