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

  /** Names of hosts are padded to so many columns. */
  static StyledLine of(FleetEvent event, ZoneId zone, int names, int width) {
    String text = time(event.at(), zone) + "  " + Text.clean(describe(event, names));
    return new StyledLine(style(event), Text.cut(text, width));
  }

  private static String describe(FleetEvent event, int names) {
    if (event instanceof FleetEvent.HostRegistered registered) {
      return of(registered.host(), names, "registered");
    } else if (event instanceof FleetEvent.HostUnregistered unregistered) {
      return of(unregistered.host(), names, "unregistered");
    } else if (event instanceof FleetEvent.HostStateChanged changed) {
      return of(changed.host(), names, word(changed.from()) + " → " + word(changed.to()));
    } else if (event instanceof FleetEvent.HostConnected connected) {
      return of(connected.host(), names, "connected");
    } else if (event instanceof FleetEvent.HostDisconnected disconnected) {
      return of(disconnected.host(), names, "disconnected: " + disconnected.reason());
    } else if (event instanceof FleetEvent.OperationCompleted completed) {
      return of(completed.host(), names, name(completed.kind()) + ending(completed.error()));
    } else if (event instanceof FleetEvent.UpdateProgress progress) {
      return of(progress.host(), names, Text.percent(progress.progress()) + "  " + doing(progress));
    } else if (event instanceof FleetEvent.UpdateCompleted completed) {
      return of(completed.host(), names, "update ended: " + word(completed.result().outcome()));
    } else if (event instanceof FleetEvent.EventsMissed missed) {
      return "events " + missed.fromSeq() + " to " + missed.toSeq() + " were missed";
    }
    return event.type();
  }

  private static String doing(FleetEvent.UpdateProgress progress) {
    String name = progress.packageName();
    return progress.manager() + (name == null ? "" : ": " + name);
  }

  /** A constant as a word for people. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String of(HostName host, int names, String what) {
    return Text.pad(host.value(), names) + "  " + what;
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
