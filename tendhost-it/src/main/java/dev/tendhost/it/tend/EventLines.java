package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.OperationKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line of text for each event. */
final class EventLines {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private EventLines() {}

  static StyledLine of(FleetEvent event, ZoneId zone, int width) {
    String text = time(event.at(), zone) + "  " + Text.clean(describe(event));
    return new StyledLine(style(event), Text.cut(text, width));
  }

  /** The name of a state for people. */
  static String name(HostState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String describe(FleetEvent event) {
    if (event instanceof FleetEvent.HostRegistered registered) {
      return of(registered.host(), "registered");
    } else if (event instanceof FleetEvent.HostUnregistered unregistered) {
      return of(unregistered.host(), "unregistered");
    } else if (event instanceof FleetEvent.HostStateChanged changed) {
      return of(changed.host(), name(changed.from()) + " → " + name(changed.to()));
    } else if (event instanceof FleetEvent.HostConnected connected) {
      return of(connected.host(), "connected");
    } else if (event instanceof FleetEvent.HostDisconnected disconnected) {
      return of(disconnected.host(), "disconnected: " + disconnected.reason());
    } else if (event instanceof FleetEvent.OperationCompleted completed) {
      return of(completed.host(), name(completed.kind()) + ending(completed.error()));
    } else if (event instanceof FleetEvent.EventsMissed missed) {
      return "events " + missed.fromSeq() + " to " + missed.toSeq() + " were missed";
    }
    return event.type();
  }

  private static String of(HostName host, String what) {
    return host + "  " + what;
  }

  private static String ending(@Nullable FleetError error) {
    return error == null ? " done" : " failed: " + error.kind();
  }

  private static String name(OperationKind kind) {
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
        (event instanceof FleetEvent.OperationCompleted completed && completed.error() != null)
            || (event instanceof FleetEvent.HostStateChanged changed
                && changed.to() == HostState.FAILED);
    return bad ? Style.RED : Style.DIM;
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }
}
