package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.OperationKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastEventsTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final FleetError ERROR = FleetError.of(FailureKind.UNREACHABLE, HOST, "gone");

  private final LastEvents events = new LastEvents(OperationKind.DRY_RUN);

  @Test
  void thePlansEndIsAwaited() {
    events.saw(ended(OperationKind.QUERY_INVENTORY, null));
    assertThat(events.of(List.of(HOST))).isNotDone();
    events.saw(ended(OperationKind.DRY_RUN, null));
    assertThat(events.of(List.of(HOST))).isDone();
  }

  @Test
  void orAnEarlierFailure() {
    events.saw(ended(OperationKind.QUERY_INVENTORY, ERROR));
    assertThat(events.of(List.of(HOST))).isDone();
  }

  @Test
  void whereNobodyWasAskedNothingIsAwaited() {
    assertThat(events.of(List.of())).isDone();
  }

  @Test
  void whatWasMissedIsNotAwaited() {
    events.saw(new FleetEvent.EventsMissed("s", 9, Instant.EPOCH, 1, 9));
    assertThat(events.of(List.of(HOST))).isDone();
  }

  private static FleetEvent ended(OperationKind kind, @Nullable FleetError error) {
    return new FleetEvent.OperationCompleted(
        "s", 1, Instant.EPOCH, HOST, OperationId.random(), kind, error);
  }
}
