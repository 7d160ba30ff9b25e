package dev.tendhost.api.golden;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.OperationKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One of every event, and one more of each that has optional parts. */
final class EventSamples {
  static final String STREAM = "7f3c";
  static final Instant AT = Instant.parse("2026-11-23T04:05:06.789Z");
  static final HostName HOST = HostName.of("web-1");
  static final OperationId OPERATION = new OperationId("op-1");
  static final FleetError ERROR =
      new FleetError(
          FailureKind.PACKAGES_LOCKED,
          HOST,
          "another process holds the lock; try again when it has ended",
          "apt-get -y upgrade",
          Map.of("holder", "unattended-upgr (pid 812)", "exitCode", "100"));

  private EventSamples() {}

  static Stream<Sample> all() {
    return Stream.concat(ofHosts(), ofRollouts());
  }

  private static Stream<Sample> ofHosts() {
    return Stream.of(
        event("", new FleetEvent.HostRegistered(STREAM, 1, AT, HOST)),
        event("", new FleetEvent.HostUnregistered(STREAM, 99, AT, HOST)),
        event(
            "",
            new FleetEvent.HostStateChanged(
                STREAM, 42, AT, HOST, HostState.IDLE, HostState.QUERYING)),
        event("", new FleetEvent.HostConnected(STREAM, 2, AT, HOST)),
        event("", new FleetEvent.HostDisconnected(STREAM, 3, AT, HOST, "connection reset")),
        event("", new FleetEvent.UpdateProgress(STREAM, 4, AT, HOST, "apt", "libc6", 50)),
        event("minimal", new FleetEvent.UpdateProgress(STREAM, 4, AT, HOST, "apt", null, 0)),
        event(
            "",
            new FleetEvent.UpdateCompleted(
                STREAM, 5, AT, HOST, OPERATION, ResponseSamples.hostUpdateResult())),
        event(
            "",
            new FleetEvent.OperationCompleted(
                STREAM, 6, AT, HOST, OPERATION, OperationKind.UPDATE, ERROR)),
        event(
            "minimal",
            new FleetEvent.OperationCompleted(
                STREAM, 6, AT, HOST, OPERATION, OperationKind.QUERY_INVENTORY, null)));
  }

  private static Stream<Sample> ofRollouts() {
    return Stream.of(
        event("", new FleetEvent.RolloutStarted(STREAM, 7, AT, "r-1", 12)),
        event("", new FleetEvent.RolloutAdvanced(STREAM, 8, AT, "r-1", 2, 4, 3, 1)),
        event("", new FleetEvent.RolloutPaused(STREAM, 9, AT, "r-1", "controller restarted")),
        event(
            "",
            new FleetEvent.RolloutFinished(
                STREAM, 10, AT, "r-1", ResponseSamples.fleetUpdateReport())),
        event("", new FleetEvent.EventsMissed(STREAM, 20, AT, 11, 20)),
        event("", new FleetEvent.FleetSnapshot(STREAM, 20, AT, List.of(ResponseSamples.idle()))),
        event("minimal", new FleetEvent.FleetSnapshot(STREAM, 20, AT, List.of())),
        event("", new FleetEvent.UnknownEvent("HostPainted", STREAM, 21, AT, unknown())),
        event("minimal", new FleetEvent.UnknownEvent("HostPainted", STREAM, 21, AT, Map.of())));
  }

  private static Map<String, Object> unknown() {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("coats", 2);
    properties.put(
        "colour", new TreeMap<>(Map.of("name", "green", "shades", List.of("light", "dark"))));
    properties.put("host", "web-1");
    properties.put("varnish", null);
    return properties;
  }

  private static Sample event(String variant, FleetEvent event) {
    return Sample.of("event", variant, event);
  }
}
