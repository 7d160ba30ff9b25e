package dev.tendhost.core.domain;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.Move.Moved;
import dev.tendhost.core.port.HostSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a stored host when a controller starts.
 *
 * @param move where it stands now
 * @param todo what there is to do
 * @param interrupted how the operation ended that the controller's end cut off; null if none was,
 *     or if it goes on
 */
public record Restored(Moved move, Todo todo, @Nullable OperationOutcome interrupted) {
  /** What there is to do for a host that was restored. */
  public enum Todo {
    /** Nothing: it rests, or is FAILED. */
    NOTHING,
    /** The operation goes on: its job is taken up again. */
    RESUME_JOB,
    /** The operation goes on: the reboot, which is not sent again, is waited for. */
    AWAIT_BOOT,
    /** The operation goes on: the host is verified again. */
    VERIFY
  }

  /** What becomes of a host of which the store has this. */
  public static Restored of(HostSnapshot stored, Instant at) {
    HostMachine machine = new HostMachine(stored);
    return switch (stored.state()) {
      case UPDATING ->
          stored.job() != null ? goesOn(machine, Todo.RESUME_JOB) : interrupted(machine, at);
      case REBOOTING -> goesOn(machine, Todo.AWAIT_BOOT);
      case VERIFYING -> goesOn(machine, Todo.VERIFY);
      case IDLE, PENDING_UPDATES, WAITING_REBOOT, QUERYING, FAILED -> interrupted(machine, at);
    };
  }

  /** What there is to tell of it, not yet numbered. */
  public List<FleetEvent> events() {
    List<FleetEvent> events = new ArrayList<>(move.events());
    if (interrupted != null) {
      events.add(LastOutcomes.event(move.next().host(), interrupted));
    }
    return events;
  }

  /** A host whose stored state cannot be read; all that is known of it is its name. */
  public static Restored damaged(HostName host, String why, Instant at) {
    FleetError error =
        FleetError.of(
            FailureKind.STORE_FAILED,
            host,
            "what was stored of the host could not be read: "
                + why
                + "; register it with its configuration, look whether an update still runs on it,"
                + " then Retry");
    HostMachine fresh = HostMachine.fresh(HostConfig.of(host.value()));
    Moved failed = (Moved) fresh.fail(error, OperationKind.QUERY_INVENTORY, false, at);
    return new Restored(failed, Todo.NOTHING, null);
  }

  private static Restored goesOn(HostMachine machine, Todo todo) {
    return new Restored(new Moved(machine, null), todo, null);
  }

  /** Rests, unless it is FAILED; what had not begun on the host is not begun. */
  private static Restored interrupted(HostMachine machine, Instant at) {
    RunningOperation operation = machine.data().operation();
    if (operation == null) {
      return goesOn(machine, Todo.NOTHING);
    }
    OperationOutcome outcome = cutOff(machine.data(), operation, at);
    Moved rested = (Moved) machine.refuse(at);
    return new Restored(
        new Moved(rested.next().recorded(outcome), rested.event()), Todo.NOTHING, outcome);
  }

  private static OperationOutcome cutOff(
      HostSnapshot data, RunningOperation operation, Instant at) {
    FleetError error =
        FleetError.of(
            FailureKind.CONTROLLER_UNAVAILABLE,
            data.config().name(),
            "the controller ended before the operation did; nothing of it runs on the host");
    OperationResult result =
        data.update().isEmpty()
            ? null
            : new OperationResult.Update(UpdateOutcomes.join(data.update()));
    return new OperationOutcome(
        operation.id(), operation.kind(), operation.startedAt(), at, result, error);
  }
}
