package dev.tendhost.api.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No record can be built that contradicts itself, and none changes after it was built. */
class ConsistencyTest {
  private static final Instant AT = Instant.EPOCH;
  private static final HostName HOST = HostName.of("a");
  private static final FleetError ERROR = FleetError.of(FailureKind.TIMEOUT, HOST, "too long");
  private static final RunningOperation RUNNING =
      new RunningOperation(new OperationId("op"), OperationKind.UPDATE, AT);
  private static final OperationOutcome ENDED =
      new OperationOutcome(new OperationId("op"), OperationKind.UPDATE, AT, AT, null, ERROR);

  @Test
  void anOutcomeSaysSomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OperationOutcome(
                    new OperationId("op"), OperationKind.UPDATE, AT, AT, null, null));
  }

  @Test
  void anOperationEitherRunsOrHasEnded() {
    assertThatIllegalArgumentException().isThrownBy(() -> new OperationReport(null, null));
    assertThatIllegalArgumentException().isThrownBy(() -> new OperationReport(RUNNING, ENDED));
  }

  @ParameterizedTest
  @EnumSource
  void aHostIsFailedExactlyWhenItSaysWhy(HostState state) {
    FailedState why =
        new FailedState(HostState.IDLE, ERROR, OperationKind.UPDATE, AT, 0, false, null);
    boolean failed = state == HostState.FAILED;
    assertThatIllegalArgumentException().isThrownBy(() -> status(state, failed ? null : why));
    assertThat(status(state, failed ? why : null).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void progressIsAPercentage(int progress) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FleetEvent.UpdateProgress("s", 1, AT, HOST, "apt", "libc6", progress));
  }

  @Test
  void listsAreCopies() {
    List<String> reasons = new ArrayList<>(List.of("kernel"));
    RebootVerdict verdict = new RebootVerdict(RebootVerdict.Verdict.REQUIRED, reasons);
    reasons.clear();
    assertThat(verdict.reasons()).containsExactly("kernel");
    assertThatThrownBy(() -> verdict.reasons().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void numbersAreStaleAfterTheirTimeAndWithoutOne() {
    PendingSummary known = new PendingSummary(0, 0, 0, 0, AT, AT.plusSeconds(60));
    assertThat(known.staleAt(AT.plusSeconds(60))).isFalse();
    assertThat(known.staleAt(AT.plusSeconds(61))).isTrue();
    assertThat(new PendingSummary(0, 0, 0, 0, AT, null).staleAt(AT)).isTrue();
  }

  @Test
  void aFailureCanBeAcknowledged() {
    FailedState failed =
        new FailedState(HostState.IDLE, ERROR, OperationKind.UPDATE, AT, 3, false, null);
    assertThat(failed.withAcknowledged())
        .isEqualTo(new FailedState(HostState.IDLE, ERROR, OperationKind.UPDATE, AT, 3, true, null));
  }

  private static HostStatus status(HostState state, FailedState failed) {
    return new HostStatus(
        HOST, state, Set.of(), Set.of(), null, null, null, null, failed, false, false, null);
  }
}
