package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.domain.Move;
import dev.tendhost.core.domain.Move.Illegal;
import dev.tendhost.core.domain.Move.Moved;
import dev.tendhost.core.domain.Statuses;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a host's state changes: save, then adopt, then publish. Used on the host's
 * own context only.
 */
final class HostLedger {
  private static final Logger LOG = LoggerFactory.getLogger(HostLedger.class);
  private static final Duration SAVE_AGAIN_AFTER = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final HostPorts ports;
  private final PortCalls calls;
  private final StateWriter writer;
  private final RecentOutcomes outcomes = new RecentOutcomes();
  private HostMachine machine;
  private @Nullable RunningOperation running;
  private boolean leaving;
  private boolean abandoned;
  private boolean unsaved;
  private boolean closed;
  private @Nullable Runnable cancelSaveAgain;

  HostLedger(Vertx vertx, HostPorts ports, PortCalls calls, HostMachine machine) {
    this.vertx = vertx;
    this.ports = ports;
    this.calls = calls;
    this.writer = new StateWriter(calls, ports.store());
    this.machine = machine;
  }

  HostMachine machine() {
    return machine;
  }

  /** The operation that was accepted last and has not ended, whether or not it is adopted yet. */
  @Nullable RunningOperation running() {
    return running;
  }

  boolean leaving() {
    return leaving;
  }

  HostStatus status() {
    return Statuses.of(machine.data(), leaving, unsaved, true);
  }

  /** What is known of an operation; null if nothing is. */
  @Nullable OperationReport operation(OperationId id) {
    if (running != null && running.id().equals(id)) {
      return new OperationReport(running, null);
    }
    OperationOutcome outcome = outcomes.find(id);
    return outcome == null ? null : new OperationReport(null, outcome);
  }

  /** A plan of that digest that a dry run told; null if none of the last operations did. */
  @Nullable UpdatePlan plan(String digest) {
    return outcomes.plan(digest);
  }

  /** Takes the host for an operation: until its end every other is refused. */
  void accept(RunningOperation operation) {
    running = operation;
  }

  /** Gives the host free again without an outcome, after a change that was no operation. */
  void release() {
    running = null;
    publish(List.of());
  }

  /** Takes a change only if it could be stored; else nothing changes and STORE_FAILED. */
  Future<Void> change(Move move) {
    if (move instanceof Illegal illegal) {
      return Future.failedFuture(new TendhostException(illegal.error()));
    }
    Moved moved = (Moved) move;
    return save(moved.next())
        .recover(
            thrown -> {
              inDoubt(thrown);
              return Future.failedFuture(storeFailed(thrown));
            })
        .onSuccess(
            done -> {
              saved();
              adopt(moved.next());
              publish(moved.event() == null ? List.of() : List.of(moved.event()));
            });
  }

  /** Takes knowledge that moves nothing; it is stored with the next change. */
  void learn(HostMachine next) {
    adopt(next);
  }

  /**
   * Ends the operation with a change that is taken in any case; what cannot be stored is marked.
   */
  Future<Void> end(Moved moved, OperationOutcome outcome, List<FleetEvent> events) {
    return save(moved.next())
        .transform(
            saved -> {
              adopt(moved.next());
              if (saved.failed()) {
                unsaved = true;
                warnUnsaved(saved.cause());
              } else {
                saved();
              }
              finish(moved.event(), outcome, events);
              return Future.succeededFuture();
            });
  }

  /** Ends an operation that never changed anything. */
  void endUnchanged(OperationOutcome outcome, FleetEvent event) {
    finish(null, outcome, List.of(event));
  }

  /** Lets the host leave when its operation has ended, or at once. */
  void leave(boolean atOnce) {
    leaving = true;
    abandoned = atOnce;
    publish(List.of());
  }

  /** Tells the orchestrator how the host is, and what happened. */
  void publish(List<FleetEvent> events) {
    publish(events, null);
  }

  private void publish(List<FleetEvent> events, @Nullable OperationOutcome ended) {
    if (!closed) {
      HostStatus status = Statuses.of(machine.data(), leaving, unsaved, false);
      boolean done = running == null && machine.data().job() == null;
      HostNotice notice = new HostNotice(status, events, ended, leaving && (done || abandoned));
      vertx.eventBus().send(ports.addresses().notices(), notice, WireCodec.NOTICE.options());
    }
  }

  /**
   * The host is gone: whatever still ends changes and tells nothing any more. Completes when the
   * store is not at work on the host any more.
   */
  Future<Void> close() {
    closed = true;
    saved();
    return writer.idle();
  }

  boolean closed() {
    return closed;
  }

  private void finish(
      @Nullable FleetEvent moved, OperationOutcome outcome, List<FleetEvent> events) {
    outcomes.add(outcome);
    running = null;
    List<FleetEvent> all = new ArrayList<>();
    if (moved != null) {
      all.add(moved);
    }
    all.addAll(events);
    publish(all, outcome);
  }

  private Future<Void> save(HostMachine next) {
    if (closed || abandoned) {
      return left();
    }
    return writer
        .save(next.data())
        .compose(done -> closed || abandoned ? left() : Future.succeededFuture());
  }

  private static Future<Void> left() {
    return Future.failedFuture("the host has left");
  }

  /** A save that was not waited for may still succeed: then what is stored is not what is. */
  private void inDoubt(Throwable thrown) {
    if (TendhostException.errorOf(thrown, null).kind() == FailureKind.TIMEOUT) {
      unsaved = true;
      warnUnsaved(thrown);
    }
  }

  private void adopt(HostMachine next) {
    if (next.state() != machine.state()) {
      LOG.atInfo()
          .addKeyValue("host", machine.host())
          .addKeyValue("from", machine.state())
          .addKeyValue("to", next.state())
          .log("host moved");
    }
    machine = next;
  }

  private void warnUnsaved(Throwable cause) {
    if (closed || abandoned) {
      return;
    }
    LOG.atWarn()
        .addKeyValue("host", machine.host())
        .addKeyValue("state", machine.state())
        .setCause(cause)
        .log("the state could not be stored; it is kept in memory and stored again later");
    saveLater();
  }

  private void saveLater() {
    if (cancelSaveAgain == null) {
      cancelSaveAgain =
          ports.time().after(SAVE_AGAIN_AFTER, () -> calls.onContext(this::saveAgain));
    }
  }

  /** Nothing is left to be stored. */
  private void saved() {
    unsaved = false;
    if (cancelSaveAgain != null) {
      cancelSaveAgain.run();
      cancelSaveAgain = null;
    }
  }

  private void saveAgain() {
    cancelSaveAgain = null;
    if (unsaved && running != null) {
      saveLater();
    } else if (unsaved && !closed) {
      save(machine)
          .onSuccess(
              done -> {
                saved();
                publish(List.of());
              })
          .onFailure(this::warnUnsaved);
    }
  }

  private TendhostException storeFailed(Throwable thrown) {
    String why = TendhostException.errorOf(thrown, machine.host()).message();
    return new TendhostException(
        FleetError.of(
            FailureKind.STORE_FAILED,
            machine.host(),
            "the host's state could not be stored, so nothing was started: " + why),
        thrown);
  }
}
