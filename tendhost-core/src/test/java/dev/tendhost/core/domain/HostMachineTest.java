package dev.tendhost.core.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.Move.Illegal;
import dev.tendhost.core.domain.Move.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostMachineTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final JobRef JOB = new JobRef("apt", "install", "job-1", "digest");
  private static final FleetError LOST =
      FleetError.of(FailureKind.CONNECTION_LOST, null, "the link broke");

  private final HostMachine fresh = HostMachine.fresh(HostConfig.of("web-1"));

  @ParameterizedTest(name = "installable {0}, held back {1}, reboot {2}: {3}")
  @CsvSource({
    "0, 0, NOT_REQUIRED, IDLE",
    "0, 0, UNKNOWN, IDLE",
    "0, 0, REQUIRED, WAITING_REBOOT",
    "0, 3, NOT_REQUIRED, IDLE",
    "0, 3, REQUIRED, WAITING_REBOOT",
    "1, 0, NOT_REQUIRED, PENDING_UPDATES",
    "1, 3, REQUIRED, PENDING_UPDATES",
  })
  void theRestingStateIsComputed(
      int installable, int heldBack, Verdict verdict, HostState resting) {
    HostMachine querying = next(fresh.query(operation(OperationKind.QUERY_INVENTORY), AT));
    HostMachine rested =
        next(querying.learned(inventory(installable, heldBack, verdict)).succeed(AT));
    assertThat(rested.state()).isEqualTo(resting);
    assertThat(rested.data().operation()).isNull();
  }

  @Test
  void aHostThatWasNeverQueriedRestsIdle() {
    assertThat(RestingState.of(null)).isEqualTo(HostState.IDLE);
  }

  @Test
  void aMoveTellsWhereFromAndWhereTo() {
    Moved moved = (Moved) fresh.query(operation(OperationKind.QUERY_INVENTORY), AT);
    assertThat(moved.event())
        .isEqualTo(
            new HostStateChanged("", 0, AT, fresh.host(), HostState.IDLE, HostState.QUERYING));
    assertThat(fresh.state()).isEqualTo(HostState.IDLE);
  }

  @Test
  void anIllegalMoveIsATypedErrorAndChangesNothing() {
    Move move = fresh.update(List.of("apt"), AT);
    assertThat(move).isInstanceOf(Illegal.class);
    FleetError error = ((Illegal) move).error();
    assertThat(error.kind()).isEqualTo(FailureKind.INVALID_TRANSITION);
    assertThat(error.host()).isEqualTo(fresh.host());
    assertThat(error.message()).contains("IDLE").contains("UPDATING");
    assertThat(fresh).isEqualTo(HostMachine.fresh(HostConfig.of("web-1")));
  }

  @Test
  void theRetryCountLivesUntilAnOperationOfTheKindThatFailedSucceeds() {
    HostMachine failed = failedUpdate(false);
    assertThat(failure(failed).retryCount()).isZero();
    HostMachine idle = next(failed.reset(AT));
    HostMachine queried =
        next(
            next(idle.query(operation(OperationKind.QUERY_INVENTORY), AT))
                .learned(inventory(1, 0, Verdict.NOT_REQUIRED))
                .succeed(AT));
    assertThat(queried.data().retries()).containsEntry(OperationKind.UPDATE, 1);

    HostMachine again = next(updating(queried).fail(LOST, OperationKind.UPDATE, false, AT));
    assertThat(failure(again).retryCount()).isEqualTo(1);

    HostMachine updated = next(updating(next(again.reset(AT))).succeed(AT));
    assertThat(updated.data().retries()).isEmpty();
    assertThat(updated.data().lastUpdated()).isEqualTo(AT);
  }

  @Test
  void aFailedHostWithAJobThatMayLiveCannotBecomeIdle() {
    HostMachine failed = failedUpdate(true);
    assertThat(failure(failed).job()).isEqualTo(JOB);
    assertThat(failed.reset(AT)).isInstanceOf(Illegal.class);
    HostMachine updating = next(failed.reattach(operation(OperationKind.UPDATE), AT));
    assertThat(updating.state()).isEqualTo(HostState.UPDATING);
    assertThat(updating.data().job()).isEqualTo(JOB);
    assertThat(updating.data().jobOptions()).isEqualTo(UpgradeOptions.defaults());
  }

  @Test
  void aFailedHostWithoutAJobHasNothingToTakeUp() {
    assertThat(failedUpdate(false).reattach(operation(OperationKind.UPDATE), AT))
        .isInstanceOf(Illegal.class);
    assertThat(failedUpdate(false).data().jobOptions()).isNull();
  }

  @Test
  void acknowledgeStaysFailedAndIsSeen() {
    Moved moved = (Moved) failedUpdate(false).acknowledge();
    assertThat(moved.event()).isNull();
    assertThat(moved.next().state()).isEqualTo(HostState.FAILED);
    assertThat(failure(moved.next()).acknowledged()).isTrue();
    assertThat(fresh.acknowledge()).isInstanceOf(Illegal.class);
  }

  @Test
  void aHealthCheckMovesNothing() {
    HostMachine checking = next(fresh.observe(operation(OperationKind.HEALTH_CHECK)));
    assertThat(checking.state()).isEqualTo(HostState.IDLE);
    assertThat(next(checking.succeed(AT))).isEqualTo(fresh);
  }

  @Test
  void aRefusalGoesBackToTheRestingStateAndForgetsNothing() {
    HostMachine querying = next(fresh.query(operation(OperationKind.QUERY_INVENTORY), AT));
    HostMachine pending = next(querying.learned(inventory(1, 0, Verdict.NOT_REQUIRED)).succeed(AT));
    HostMachine refused = next(updating(pending).refuse(AT));
    assertThat(refused.state()).isEqualTo(HostState.PENDING_UPDATES);
    assertThat(refused.data().lastUpdated()).isNull();
    assertThat(refused.data().inventory()).isEqualTo(pending.data().inventory());
  }

  private HostMachine failedUpdate(boolean jobMayLive) {
    HostMachine updating = updating(fresh).starting(JOB, UpgradeOptions.defaults());
    return next(updating.fail(LOST, OperationKind.UPDATE, jobMayLive, AT));
  }

  private static HostMachine updating(HostMachine resting) {
    HostMachine querying = next(resting.query(operation(OperationKind.UPDATE), AT));
    HostMachine pending = querying.learned(inventory(1, 0, Verdict.NOT_REQUIRED));
    return next(next(pending.pending(AT)).update(List.of("apt"), AT));
  }

  private static HostMachine next(Move move) {
    assertThat(move).isInstanceOf(Moved.class);
    return ((Moved) move).next();
  }

  private static FailedState failure(HostMachine machine) {
    assertThat(machine.state()).isEqualTo(HostState.FAILED);
    return machine.data().failed();
  }

  private static RunningOperation operation(OperationKind kind) {
    return new RunningOperation(OperationId.random(), kind, AT);
  }

  private static HostInventory inventory(int installable, int heldBack, Verdict verdict) {
    List<UpgradablePackage> packages =
        java.util.stream.IntStream.range(0, installable + heldBack)
            .mapToObj(
                i ->
                    new UpgradablePackage(
                        "p" + i,
                        "all",
                        "1",
                        "2",
                        "Tend:1/tend",
                        false,
                        i < installable ? null : HeldBackReason.HELD))
            .toList();
    return new HostInventory(
        AT,
        List.of(new PackageInventory("apt", packages, Duration.ofHours(1), List.of())),
        new RebootVerdict(verdict, List.of()));
  }
}
