package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.event.FleetEvent.UpdateCompleted;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.domain.LastOutcomes;
import dev.tendhost.core.domain.Move;
import dev.tendhost.core.domain.Move.Illegal;
import dev.tendhost.core.domain.Move.Moved;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the operations of one host: decides where the host stands then, and tells it. */
final class OperationEnd {
  private static final Logger LOG = LoggerFactory.getLogger(OperationEnd.class);

  /** Said before the first change, these leave the host as it was. */
  private static final Set<FailureKind> REFUSALS =
      Set.of(
          FailureKind.PLAN_DRIFTED,
          FailureKind.PACKAGES_LOCKED,
          FailureKind.NO_SPACE,
          FailureKind.OUTSIDE_WINDOW,
          FailureKind.STORE_FAILED,
          FailureKind.TRANSACTION_INTERRUPTED,
          FailureKind.UPGRADE_NOT_BEGUN,
          FailureKind.REBOOT_INHIBITED,
          FailureKind.INVALID_CONFIGURATION,
          FailureKind.UNSUPPORTED);

  /** Taking up a job again that ends so will not end otherwise the next time. */
  private static final Set<FailureKind> NOBODY_CAN_TELL =
      Set.of(FailureKind.JOB_LOST, FailureKind.RESUME_UNSUPPORTED);

  private final HostLedger ledger;
  private final Time time;

  OperationEnd(HostLedger ledger, Time time) {
    this.ledger = ledger;
    this.time = time;
  }

  /** Waits for the work, whatever becomes of it; completes when the operation has ended. */
  Future<Void> when(RunningOperation operation, Future<Ended> work) {
    return work.transform(
        done -> {
          if (done.failed() && !(done.cause() instanceof TendhostException)) {
            LOG.atError()
                .addKeyValue("host", ledger.machine().host())
                .addKeyValue("operation", operation.id())
                .setCause(done.cause())
                .log("an operation failed unexpectedly");
          }
          return end(operation, done.succeeded() ? done.result() : broken(done.cause()));
        });
  }

  private Ended broken(Throwable thrown) {
    return new Ended(null, TendhostException.errorOf(thrown, ledger.machine().host()), false);
  }

  private Future<Void> end(RunningOperation operation, Ended ended) {
    Instant now = time.now();
    HostName host = ledger.machine().host();
    FleetError error = ended.error();
    OperationOutcome outcome =
        new OperationOutcome(
            operation.id(), operation.kind(), operation.startedAt(), now, ended.result(), error);
    OperationCompleted completed = LastOutcomes.event(host, outcome);
    RunningOperation adopted = ledger.machine().data().operation();
    if (adopted == null || !adopted.id().equals(operation.id())) {
      ledger.endUnchanged(outcome, completed);
      return Future.succeededFuture();
    }
    List<FleetEvent> events = new ArrayList<>();
    if (ended.result() instanceof OperationResult.Update update) {
      events.add(new UpdateCompleted("", 0, now, host, operation.id(), update.update()));
    }
    events.add(completed);
    return ledger.end(move(operation, ended, now), outcome, events);
  }

  private Moved move(RunningOperation operation, Ended ended, Instant now) {
    HostMachine machine = ledger.machine();
    FleetError error = ended.error();
    if (error == null) {
      Move move = ended.inPart() ? machine.succeedInPart(now) : machine.succeed(now);
      return legal(move, operation, now);
    }
    boolean refused =
        REFUSALS.contains(error.kind())
            && machine.data().job() == null
            && machine.data().reboot() == null
            && !ended.acted();
    if (machine.state() == HostState.FAILED || refused) {
      return legal(machine.refuse(now), operation, now);
    }
    boolean jobMayLive = machine.data().job() != null && !NOBODY_CAN_TELL.contains(error.kind());
    return legal(machine.fail(error, operation.kind(), jobMayLive, now), operation, now);
  }

  /** A move that the law forbids is a fault of ours: the host is FAILED, and the fault is told. */
  private Moved legal(Move move, RunningOperation operation, Instant now) {
    if (move instanceof Moved moved) {
      return moved;
    }
    FleetError error = ((Illegal) move).error();
    LOG.atError()
        .addKeyValue("host", error.host())
        .addKeyValue("operation", operation.id())
        .log(error.message());
    return ledger.machine().fail(error, operation.kind(), true, now) instanceof Moved failed
        ? failed
        : new Moved(ledger.machine(), null);
  }
}
