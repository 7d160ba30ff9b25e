package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.JobRef;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is shown while hosts update: on a terminal a bar for each host at work, as many as fit, else
 * a line every ten percent; of a few hosts every event; of every host the names of its jobs.
 */
final class LiveUpdates {
  private static final int BAR = 20;
  private static final int LEAST_BAR = 5;
  private static final int STEP = 10;
  private static final String LOST = "connection lost; the job goes on";

  /** Longer names push their bars to the right. */
  private static final int NAME = 24;

  private final Screen screen;
  private final ZoneId zone;
  private final Map<HostName, Bar> working = new TreeMap<>();
  private final Rebooting rebooting = new Rebooting();
  private final Map<HostName, String> steps = new HashMap<>();
  private int hosts;
  private int names;
  private int done;
  private int failed;

  /** How far a host is, and what it is at. */
  private record Bar(int percent, String what, boolean lost) {}

  LiveUpdates(Screen screen, ZoneId zone) {
    this.screen = screen;
    this.zone = zone;
  }

  void begin(List<HostName> all) {
    working.clear();
    done = 0;
    failed = 0;
    hosts = all.size();
    names = Math.min(NAME, all.stream().mapToInt(host -> host.value().length()).max().orElse(0));
    draw();
  }

  /** The same for hosts that are at work already. */
  void resume(List<HostStatus> all) {
    begin(all.stream().map(HostStatus::host).toList());
    for (HostStatus host : all) {
      rebooting.is(host.host(), host.state());
      is(host.host(), doing(host.state()));
    }
  }

  void event(FleetEvent event) {
    rebooting.saw(event);
    if (event instanceof FleetEvent.UpdateProgress progress) {
      progress(progress);
      return;
    }
    if (event instanceof FleetEvent.HostStateChanged changed) {
      is(changed.host(), doing(changed.to()));
    } else if (event instanceof FleetEvent.HostDisconnected lost) {
      connected(lost.host(), false);
    } else if (event instanceof FleetEvent.HostConnected back) {
      connected(back.host(), true);
    }
    if ((hosts <= LiveEvents.FEW && !isKnock(event)) || EventLines.isFailure(event)) {
      show(event);
    }
  }

  /** A host that reboots is asked on one connection after another. */
  private boolean isKnock(FleetEvent event) {
    return (event instanceof FleetEvent.HostDisconnected lost && rebooting.contains(lost.host()))
        || (event instanceof FleetEvent.HostConnected back && rebooting.contains(back.host()));
  }

  /** Not cut: it is there to be copied. */
  void job(HostName host, JobRef job) {
    step(host, job);
    String text =
        EventLines.now(zone)
            + Text.pad(host.value(), names)
            + "  "
            + Text.clean(job.manager() + " " + job.step())
            + " starts: --attach "
            + AttachArgument.text(host, job);
    screen.line(new StyledLine(Style.DIM, text));
  }

  /** What a host is at when nothing more is known. */
  void step(HostName host, JobRef job) {
    steps.put(host, job.manager() + " " + job.step());
    is(host, job.manager() + " " + job.step());
  }

  void done(HostResult host) {
    working.remove(host.host());
    done++;
    failed += host.failed() ? 1 : 0;
    draw();
  }

  private void progress(FleetEvent.UpdateProgress progress) {
    Bar before = working.getOrDefault(progress.host(), new Bar(-1, "", false));
    working.put(progress.host(), new Bar(progress.progress(), doing(progress), false));
    draw();
    boolean step = progress.progress() / STEP > before.percent() / STEP || before.percent() < 0;
    if (step && !screen.terminal().live() && hosts <= LiveEvents.FEW) {
      show(progress);
    }
  }

  private String doing(FleetEvent.UpdateProgress progress) {
    String name = progress.packageName();
    return steps.getOrDefault(progress.host(), progress.manager())
        + (name == null ? "" : ": " + name);
  }

  private static @Nullable String doing(HostState state) {
    return switch (state) {
      case QUERYING -> "asking the package managers";
      case UPDATING -> "updating";
      case REBOOTING -> "rebooting";
      case VERIFYING -> "checking that it is well";
      case IDLE, PENDING_UPDATES, WAITING_REBOOT, FAILED -> null;
    };
  }

  private void is(HostName host, @Nullable String what) {
    if (what == null) {
      return;
    }
    Bar before = working.get(host);
    working.put(host, new Bar(before == null ? 0 : before.percent(), what, false));
    draw();
  }

  private void connected(HostName host, boolean is) {
    if (!rebooting.contains(host)) {
      working.computeIfPresent(host, (name, bar) -> new Bar(bar.percent(), bar.what(), !is));
    }
    draw();
  }

  private void show(FleetEvent event) {
    EventLines.of(event, zone, names, screen.terminal().width()).forEach(screen::line);
  }

  private void draw() {
    screen.bars(
        working.entrySet().stream()
            .limit(LiveEvents.FEW)
            .map(host -> line(host.getKey(), host.getValue()))
            .toList());
    screen.busy(
        done
            + " of "
            + Text.count(hosts, "host")
            + " done"
            + (failed == 0 ? "" : ", " + failed + " failed"));
  }

  /** On a narrow terminal the words go before the bar. */
  private String line(HostName host, Bar bar) {
    int wide = "  ".length() + names + "  [] 100%  ".length() + LOST.length();
    int left = Math.min(BAR, screen.terminal().width() - 1 - wide);
    return "  "
        + Text.pad(host.value(), names)
        + "  "
        + (left < LEAST_BAR ? "" : Text.bar(bar.percent(), left) + " ")
        + Text.percent(bar.percent())
        + "  "
        + (bar.lost() ? LOST : Text.clean(bar.what()));
  }
}
