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
import dev.tendhost.core.domain.Restored;
import dev.tendhost.core.domain.Statuses;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

  private final Vertx vertx;
  private final HostPorts ports;
  private final StateWriter writer;
  private final Unsaved unsaved;
  private final RecentOutcomes outcomes;
  private HostMachine machine;
  private @Nullable RunningOperation running;
  private Future<?> changing = Future.succeededFuture();
  private boolean leaving;
  private boolean abandoned;
  private boolean closed;

  HostLedger(Vertx vertx, HostPorts ports, PortCalls calls, HostMachine machine) {
    this.vertx = vertx;
    this.ports = ports;
    this.writer = new StateWriter(calls, ports.store());
    this.unsaved = new Unsaved(ports.time(), calls, this::saveAgain);
    this.machine = machine;
    this.outcomes = new RecentOutcomes(machine.data().outcomes());
    this.leaving = machine.data().leaving();
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
    return Statuses.of(machine.data(), leaving, unsaved.is(), true);
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
    Future<Void> changed =
        save(moved.next())
            .recover(
                thrown -> {
                  if (!closed && !abandoned && unsaved.inDoubt(thrown)) {
                    unsaved.failed(thrown, machine);
                  }
                  return Future.failedFuture(storeFailed(thrown));
                })
            .onSuccess(
                done -> {
                  unsaved.saved();
                  adopt(moved.next());
                  publish(moved.events());
                });
    changing = changed;
    return changed;
  }

  /**
   * Takes a change that something on the host has made already, whether or not it can be stored.
   */
  Future<Void> take(Move move) {
    if (move instanceof Illegal illegal) {
      return Future.failedFuture(new TendhostException(illegal.error()));
    }
    Moved moved = (Moved) move;
    return keep(moved.next()).onComplete(kept -> publish(moved.events()));
  }

  /** Takes knowledge that moves nothing; it is stored with the next change. */
  void learn(HostMachine next) {
    adopt(next);
  }

  /**
   * Ends the operation with a change that is taken in any case; what cannot be stored is marked.
   */
  Future<Void> end(Moved moved, OperationOutcome outcome, List<FleetEvent> events) {
    HostMachine next = moved.next().recorded(outcome);
    Future<Void> ended =
        attempt(next)
            .onSuccess(
                stored -> {
                  adopt(next);
                  finish(moved.events(), outcome, events);
                });
    changing = ended;
    return ended;
  }

  /** Begins with what is stored already, and stores what the restart has made of it. */
  Future<Void> restore(Restored restored, HostSnapshot stored) {
    HostMachine next = restored.move().next();
    Future<Void> begun = next.data().equals(stored) ? Future.succeededFuture() : attempt(next);
    return begun.onSuccess(
        done -> {
          if (restored.interrupted() != null) {
            outcomes.add(restored.interrupted());
          }
          publish(restored.events(), restored.interrupted());
        });
  }

  /** Ends an operation that never changed anything. */
  void endUnchanged(OperationOutcome outcome, FleetEvent event) {
    finish(List.of(), outcome, List.of(event));
  }

  /** Lets the host leave when its operation has ended, or at once; it is stored where it stays. */
  Future<Void> leave(boolean atOnce) {
    leaving = true;
    abandoned = atOnce;
    boolean stays = !atOnce && (running != null || machine.data().job() != null);
    Future<Void> stored =
        stays ? settled().transform(done -> keep(machine.leaving())) : Future.succeededFuture();
    return stored.onComplete(done -> publish(List.of()));
  }

  /** When no change is under way, whose machine would take the place of what is adopted now. */
  private Future<Void> settled() {
    Future<?> last = changing;
    return last.isComplete() ? Future.succeededFuture() : last.transform(done -> settled());
  }

  private Future<Void> keep(HostMachine next) {
    adopt(next);
    Future<Void> kept = attempt(next);
    changing = kept;
    return kept;
  }

  /** Stores what is taken in any case; never fails: what cannot be stored is marked. */
  private Future<Void> attempt(HostMachine next) {
    return save(next)
        .transform(
            saved -> {
              if (saved.succeeded()) {
                unsaved.saved();
              } else if (!closed && !abandoned) {
                unsaved.failed(saved.cause(), next);
              }
              return Future.succeededFuture();
            });
  }

  /** Tells the orchestrator how the host is, and what happened. */
  void publish(List<FleetEvent> events) {
    publish(events, null);
  }

  private void publish(List<FleetEvent> events, @Nullable OperationOutcome ended) {
    if (!closed) {
      HostStatus status = Statuses.of(machine.data(), leaving, unsaved.is(), false);
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
    unsaved.saved();
    return writer.idle();
  }

  boolean closed() {
    return closed;
  }

  private void finish(List<FleetEvent> moved, OperationOutcome outcome, List<FleetEvent> events) {
    outcomes.add(outcome);
    running = null;
    List<FleetEvent> all = new ArrayList<>(moved);
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

  private void saveAgain() {
    if (running != null) {
      unsaved.saveLater();
    } else if (!closed) {
      save(machine)
          .onSuccess(
              done -> {
                unsaved.saved();
                publish(List.of());
              })
          .onFailure(thrown -> unsaved.failed(thrown, machine));
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
