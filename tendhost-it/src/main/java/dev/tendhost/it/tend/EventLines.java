package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.OperationKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line of text for each event, and on narrow terminals what goes on below it. */
final class EventLines {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** What a host says of itself takes no more lines. */
  private static final int MOST = 4;

  /** Beside a name there is room for what happened if there are so many columns. */
  private static final int ROOM = 24;

  private EventLines() {}

  /** What an event tells, and of whom; nobody if it is not about one host. */
  private record Told(@Nullable HostName host, String what) {}

  /** Names of hosts are padded to so many columns, where there is room for that. */
  static List<StyledLine> of(FleetEvent event, ZoneId zone, int names, int width) {
    Told told = describe(event);
    String start = time(event.at(), zone) + "  ";
    String what = told.what();
    if (told.host() != null) {
      String name = Text.pad(told.host().value(), names) + "  ";
      boolean room = width - Text.width(start + name) >= ROOM;
      start += room ? name : "";
      what = room ? what : told.host() + "  " + what;
    }
    String indented = Text.clean("." + what).substring(1); // a percentage begins with blanks
    return lines(start, indented, width).stream()
        .map(line -> new StyledLine(style(event), line))
        .toList();
  }

  private static List<String> lines(String start, String what, int width) {
    if (Text.width(start + what) <= width) {
      return List.of(start + what);
    }
    List<String> lines = Text.wrap(start, what, width);
    if (lines.size() <= MOST) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST - 1));
    first.add(Text.cut(lines.get(MOST - 1) + " …", width));
    return first;
  }

  private static Told describe(FleetEvent event) {
    if (event instanceof FleetEvent.HostRegistered registered) {
      return new Told(registered.host(), "registered");
    } else if (event instanceof FleetEvent.HostUnregistered unregistered) {
      return new Told(unregistered.host(), "unregistered");
    } else if (event instanceof FleetEvent.HostStateChanged changed) {
      return new Told(changed.host(), word(changed.from()) + " → " + word(changed.to()));
    } else if (event instanceof FleetEvent.HostConnected connected) {
      return new Told(connected.host(), "connected");
    } else if (event instanceof FleetEvent.HostDisconnected disconnected) {
      return new Told(disconnected.host(), "disconnected: " + disconnected.reason());
    } else if (event instanceof FleetEvent.OperationCompleted completed) {
      return new Told(completed.host(), name(completed.kind()) + ending(completed.error()));
    } else if (event instanceof FleetEvent.UpdateProgress progress) {
      return new Told(progress.host(), Text.percent(progress.progress()) + "  " + doing(progress));
    } else if (event instanceof FleetEvent.UpdateCompleted completed) {
      return new Told(completed.host(), "update ended: " + word(completed.result().outcome()));
    } else if (event instanceof FleetEvent.EventsMissed missed) {
      return new Told(
          null, "events " + missed.fromSeq() + " to " + missed.toSeq() + " were missed");
    }
    return new Told(null, event.type());
  }

  private static String doing(FleetEvent.UpdateProgress progress) {
    String name = progress.packageName();
    return progress.manager() + (name == null ? "" : ": " + name);
  }

  /** A constant as a word for people. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String ending(@Nullable FleetError error) {
    return error == null ? " done" : " failed: " + error.kind();
  }

  static String name(OperationKind kind) {
    return switch (kind) {
      case QUERY_INVENTORY -> "query";
      case DRY_RUN -> "plan";
      case UPDATE -> "update";
      case REBOOT -> "reboot";
      case HEALTH_CHECK -> "health check";
    };
  }

  private static Style style(FleetEvent event) {
    boolean bad =
        isFailure(event)
            || (event instanceof FleetEvent.HostStateChanged changed
                && changed.to() == HostState.FAILED);
    return bad ? Style.RED : Style.DIM;
  }

  /** Whether the event tells that an operation failed, and why. */
  static boolean isFailure(FleetEvent event) {
    return event instanceof FleetEvent.OperationCompleted completed && completed.error() != null;
  }

  /** The words a line of now begins with. */
  static String now(ZoneId zone) {
    return time(Instant.now(), zone) + "  ";
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }
}
