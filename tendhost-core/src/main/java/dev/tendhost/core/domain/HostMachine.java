package dev.tendhost.core.domain;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.RebootAttempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One host's life. Immutable; every change gives a {@link Move}, and no change is possible that the
 * law does not allow.
 *
 * @param data everything that is stored of the host
 */
public record HostMachine(HostSnapshot data) {

  /** A host that nothing is known of. */
  public static HostMachine fresh(HostConfig config) {
    return new HostMachine(HostSnapshot.fresh(config));
  }

  public HostName host() {
    return data.config().name();
  }

  public HostState state() {
    return data.state();
  }

  /** Begins an operation that asks the package managers first. */
  public Move query(RunningOperation operation, Instant at) {
    return move(HostState.QUERYING, at, Change.of(data).operation(operation));
  }

  /** Begins an operation that moves nothing: a health check. */
  public Move observe(RunningOperation operation) {
    return new Move.Moved(new HostMachine(Change.of(data).operation(operation).to(state())), null);
  }

  /** Notes what the managers answered; the state stays. */
  public HostMachine learned(HostInventory inventory) {
    return new HostMachine(Change.of(data).inventory(inventory).to(state()));
  }

  /** Notes how the host was up when it was well; the state stays. */
  public HostMachine seen(Vitals vitals) {
    return new HostMachine(Change.of(data).vitals(vitals).to(state()));
  }

  /** Notes a job that is about to start; the state stays. */
  public HostMachine starting(JobRef job, UpgradeOptions options) {
    return new HostMachine(Change.of(data).job(job, options).to(state()));
  }

  /** Notes that the job has ended; the state stays. */
  public HostMachine jobEnded() {
    return new HostMachine(Change.of(data).jobEnded().to(state()));
  }

  /** From PENDING_UPDATES into the update, by these managers in this order. */
  public Move update(List<String> managers, Instant at) {
    List<UpdateResult> none =
        managers.stream()
            .map(id -> new UpdateResult(id, Outcome.NOT_STARTED, List.of(), List.of(), null))
            .toList();
    return move(HostState.UPDATING, at, Change.of(data).update(none));
  }

  /** Notes what one manager of the update did; the state stays. */
  public HostMachine updated(UpdateResult result) {
    List<UpdateResult> results = new ArrayList<>(data.update());
    results.replaceAll(known -> known.manager().equals(result.manager()) ? result : known);
    if (!results.contains(result)) {
      results.add(result);
    }
    return new HostMachine(Change.of(data).update(results).to(state()));
  }

  /** To WAITING_REBOOT on the way into a reboot, the operation goes on. */
  public Move rebootDue(Instant at) {
    return move(HostState.WAITING_REBOOT, at, Change.of(data));
  }

  /** From WAITING_REBOOT: the command is about to be sent. */
  public Move reboot(RebootAttempt attempt, Instant at) {
    return move(HostState.REBOOTING, at, Change.of(data).reboot(attempt));
  }

  /** From REBOOTING: it is up again as another boot. */
  public Move verify(Instant at) {
    return move(HostState.VERIFYING, at, Change.of(data));
  }

  /** From WAITING_REBOOT, when somebody else has rebooted the host. */
  public Move verify(RebootAttempt byOthers, Instant at) {
    return move(HostState.VERIFYING, at, Change.of(data).reboot(byOthers));
  }

  /** Notes how an operation ended, if it is of a kind that must not be done twice. */
  public HostMachine recorded(OperationOutcome outcome) {
    boolean reads =
        outcome.kind() != OperationKind.UPDATE && outcome.kind() != OperationKind.REBOOT;
    return reads
        ? this
        : new HostMachine(
            Change.of(data).outcomes(LastOutcomes.with(data.outcomes(), outcome)).to(state()));
  }

  /** Under another configuration of the same name; the state stays. */
  public Move configured(HostConfig config) {
    return new Move.Moved(new HostMachine(Change.of(data).config(config).to(state())), null);
  }

  /** Takes no further operation; the state stays. */
  public HostMachine leaving() {
    return new HostMachine(Change.of(data).leaving().to(state()));
  }

  /** Notes that somebody says that the job is over; FAILED as before, but for the job. */
  public Move forgetJob() {
    FailedState failed = data.failed();
    return failed == null || failed.job() == null
        ? illegal(HostState.FAILED)
        : new Move.Moved(
            new HostMachine(Change.of(data).failed(failed.withoutJob()).withoutJob().to(state())),
            null);
  }

  /** To PENDING_UPDATES on the way into an update, the operation goes on. */
  public Move pending(Instant at) {
    return move(HostState.PENDING_UPDATES, at, Change.of(data));
  }

  /** Ends the operation well: to the resting state, where failures of its kind are forgotten. */
  public Move succeed(Instant at) {
    Change change = succeeded();
    boolean update = data.operation() != null && data.operation().kind() == OperationKind.UPDATE;
    return rest(at, update ? change.lastUpdated(at) : change);
  }

  /** As {@link #succeed}, of an update that did not install all: the host is as old as before. */
  public Move succeedInPart(Instant at) {
    return rest(at, succeeded());
  }

  private Change succeeded() {
    return ended().without(data.operation() == null ? null : data.operation().kind());
  }

  /** Ends the operation that was refused before it changed anything: to the resting state. */
  public Move refuse(Instant at) {
    return rest(at, ended());
  }

  /** Ends the operation badly; the job stays known where it may still live. */
  public Move fail(FleetError error, OperationKind kind, boolean jobMayLive, Instant at) {
    int count = data.retries().getOrDefault(kind, 0);
    JobRef job = jobMayLive ? data.job() : null;
    FailedState failed = new FailedState(state(), error, kind, at, count, false, job);
    Change change = Change.of(data).operation(null).failed(failed).reboot(null);
    return move(HostState.FAILED, at, job == null ? change.withoutJob() : change);
  }

  /** Leaves FAILED for IDLE; impossible while a job may still live. */
  public Move reset(Instant at) {
    FailedState failed = data.failed();
    if (failed == null || failed.job() != null) {
      return illegal(HostState.IDLE);
    }
    return move(HostState.IDLE, at, Change.of(data).failed(null).retried(failed.operationKind()));
  }

  /** Leaves FAILED for UPDATING, to take up the job again. */
  public Move reattach(RunningOperation operation, Instant at) {
    FailedState failed = data.failed();
    if (failed == null || failed.job() == null) {
      return illegal(HostState.UPDATING);
    }
    return move(
        HostState.UPDATING,
        at,
        Change.of(data).failed(null).retried(failed.operationKind()).operation(operation));
  }

  /** Stays FAILED, seen. */
  public Move acknowledge() {
    FailedState failed = data.failed();
    return failed == null
        ? illegal(HostState.FAILED)
        : new Move.Moved(
            new HostMachine(Change.of(data).failed(failed.withAcknowledged()).to(state())), null);
  }

  /** A FAILED host keeps its job: what ended here, such as a health check, never had one. */
  private Change ended() {
    Change change = Change.of(data).operation(null).reboot(null);
    return state() == HostState.FAILED ? change : change.withoutJob();
  }

  private Move rest(Instant at, Change change) {
    return switch (state()) {
      case QUERYING, UPDATING, VERIFYING -> move(RestingState.of(data.inventory()), at, change);
      case IDLE, PENDING_UPDATES, WAITING_REBOOT, REBOOTING, FAILED ->
          new Move.Moved(new HostMachine(change.to(state())), null);
    };
  }

  private Move move(HostState to, Instant at, Change change) {
    if (!HostTransitions.allows(state(), to)) {
      return illegal(to);
    }
    HostStateChanged event = new HostStateChanged("", 0, at, host(), state(), to);
    return new Move.Moved(new HostMachine(change.to(to)), event);
  }

  private Move illegal(HostState to) {
    return new Move.Illegal(
        FleetError.of(FailureKind.INVALID_TRANSITION, host(), state() + " does not lead to " + to));
  }
}
