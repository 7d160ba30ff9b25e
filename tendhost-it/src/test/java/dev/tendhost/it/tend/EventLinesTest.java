package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.OperationKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  private static final HostName WEB = HostName.of("web-1");
  private static final Instant AT = Instant.parse("2026-11-23T12:34:56.789Z");

  @Test
  void transitionsAreNamed() {
    assertThat(
            line(
                new FleetEvent.HostStateChanged(
                    "s", 1, AT, WEB, HostState.QUERYING, HostState.PENDING_UPDATES)))
        .isEqualTo(new StyledLine(Style.DIM, "12:34:56  web-1  querying → pending updates"));
  }

  @Test
  void connectionsAreToldAndNamesPadded() {
    assertThat(EventLines.of(new FleetEvent.HostConnected("s", 1, AT, WEB), ZoneOffset.UTC, 8, 80))
        .extracting(StyledLine::text)
        .containsExactly("12:34:56  web-1     connected");
    assertThat(line(new FleetEvent.HostDisconnected("s", 2, AT, WEB, "closed")).text())
        .isEqualTo("12:34:56  web-1  disconnected: closed");
  }

  @Test
  void aFailureNamesItsKindAndIsRed() {
    FleetError error = FleetError.of(FailureKind.REPOSITORY_UNAVAILABLE, WEB, "no route");
    assertThat(
            line(
                new FleetEvent.OperationCompleted(
                    "s", 2, AT, WEB, OperationId.random(), OperationKind.QUERY_INVENTORY, error)))
        .isEqualTo(
            new StyledLine(Style.RED, "12:34:56  web-1  query failed: REPOSITORY_UNAVAILABLE"));
  }

  @Test
  void foreignTextIsCleanedAndTakesFourLinesAtMost() {
    FleetEvent event =
        new FleetEvent.HostDisconnected("s", 3, AT, WEB, "\u001b[2J\n" + "x".repeat(999));
    assertThat(texts(event, 0, 80))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "\n"))
        .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(80))
        .last()
        .asString()
        .endsWith("…");
  }

  @Test
  void onANarrowTerminalNothingIsCut() {
    FleetError error = FleetError.of(FailureKind.TRANSACTION_INTERRUPTED, WEB, "no");
    FleetEvent failed =
        new FleetEvent.OperationCompleted(
            "s", 2, AT, WEB, OperationId.random(), OperationKind.UPDATE, error);
    FleetEvent lost =
        new FleetEvent.HostDisconnected(
            "s", 3, AT, WEB, "no sign of life for 60 s, given up after 3 heartbeats");
    assertThat(texts(failed, 12, 60))
        .containsExactly(
            "12:34:56  web-1         update failed:",
            "                        TRANSACTION_INTERRUPTED");
    assertThat(texts(lost, 12, 60))
        .containsExactly(
            "12:34:56  web-1         disconnected: no sign of life for 60",
            "                        s, given up after 3 heartbeats");
    assertThat(texts(lost, 30, 60))
        .containsExactly(
            "12:34:56  web-1 disconnected: no sign of life for 60 s,",
            "          given up after 3 heartbeats");
    assertThat(texts(failed, 12, 120)).hasSize(1);
  }

  private static List<String> texts(FleetEvent event, int names, int width) {
    return EventLines.of(event, ZoneOffset.UTC, names, width).stream()
        .map(StyledLine::text)
        .toList();
  }

  private static StyledLine line(FleetEvent event) {
    List<StyledLine> lines = EventLines.of(event, ZoneOffset.UTC, 0, 80);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }
}
