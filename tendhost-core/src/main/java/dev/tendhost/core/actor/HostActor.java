package dev.tendhost.core.actor;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.actor.HostCommand.Configure;
import dev.tendhost.core.actor.HostCommand.ForgetJob;
import dev.tendhost.core.actor.HostCommand.Leave;
import dev.tendhost.core.actor.HostCommand.QueryInventory;
import dev.tendhost.core.actor.HostCommand.Read;
import dev.tendhost.core.actor.HostCommand.RebootIfRequired;
import dev.tendhost.core.actor.HostCommand.Retry;
import dev.tendhost.core.actor.HostCommand.Start;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.AutomaticReboot;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.domain.Move;
import dev.tendhost.core.domain.Move.Moved;
import dev.tendhost.core.domain.Restored;
import dev.tendhost.core.domain.Restored.Todo;
import dev.tendhost.core.domain.Statuses;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Minds one host: answers every command at once, and lets {@link HostOperations} do what takes
 * long. Everything in here happens on the verticle's own context.
 */
public final class HostActor extends VerticleBase {
  private final HostPorts ports;
  private @Nullable Restored initial;
  private final @Nullable HostSnapshot stored;
  private final HostName host;
  private PortCalls calls;
  private HostLedger ledger;
  private HostWork work;
  private PeriodicCheck checks;
  private OperationEnd end;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before anything is asked
  private HostActor(HostPorts ports, Restored initial, @Nullable HostSnapshot stored) {
    this.ports = ports;
    this.initial = initial;
    this.stored = stored;
    this.host = initial.move().next().host();
  }

  /** An actor for a host that nothing is known of; it begins when it is deployed. */
  public static HostActor fresh(HostPorts ports, HostConfig config) {
    Moved fresh = new Moved(HostMachine.fresh(config), null);
    return new HostActor(ports, new Restored(fresh, Todo.NOTHING, null), null);
  }

  /** An actor for a host that was stored; whatever is wrong with it, it can be deployed. */
  public static HostActor restored(HostPorts ports, HostSnapshot stored) {
    return new HostActor(ports, Restored.of(stored, ports.time().now()), stored);
  }

  /** An actor for a host whose stored state cannot be read. */
  public static HostActor damaged(HostPorts ports, HostName host, String why) {
    Restored damaged = Restored.damaged(host, why, ports.time().now());
    return new HostActor(ports, damaged, HostSnapshot.fresh(HostConfig.of(host.value())));
  }

  HostName host() {
    return host;
  }

  /** The host as it is before the actor begins. */
  HostStatus status() {
    HostSnapshot data = Objects.requireNonNull(initial, "the actor has begun").move().next().data();
    return Statuses.of(data, data.leaving(), false, false);
  }

  @Override
  public Future<?> start() {
    Restored restored = Objects.requireNonNull(initial, "an actor starts once");
    initial = null; // from now on the ledger has the machine
    HostMachine machine = restored.move().next();
    HostConfig config = machine.data().config();
    calls = new PortCalls(context, ports.time(), host);
    ledger = new HostLedger(vertx, ports, calls, machine);
    end = new OperationEnd(ledger, ports.time());
    Executors executors = new Executors(ports, context, ledger);
    equip(workFor(config, stored == null ? executors.of(config) : executors.ofStored(config)));
    Future<Void> begun =
        stored == null ? ledger.change(restored.move()) : ledger.restore(restored, stored);
    return begun
        .compose(
            done ->
                Mailbox.<HostCommand>open(vertx, ports.addresses().host(host), host, this::handle))
        .onSuccess(done -> goOn(restored.todo()))
        .onFailure(thrown -> unequip());
  }

  private void equip(HostWork equipment) {
    work = equipment;
    Duration every = ledger.machine().data().config().policy().checkEvery();
    checks = new PeriodicCheck(ports.time(), calls, every, this::checkIfItRests);
    checks.start();
  }

  private Future<Void> unequip() {
    checks.close();
    return work.close();
  }

  private HostWork workFor(HostConfig config, RemoteExecutor executor) {
    return new HostWork(vertx, ports, calls, ledger, config, executor);
  }

  /** A host that is at work, FAILED or leaving is left alone until the next time. */
  private void checkIfItRests() {
    QueryInventory query = new QueryInventory(InventoryRequest.defaults());
    if (Refusals.of(query, ledger) == null) {
      start(query);
    }
  }

  /** Goes on with what a restart has found under way, under the operation's own id. */
  private void goOn(Todo todo) {
    RunningOperation operation = ledger.machine().data().operation();
    if (todo != Todo.NOTHING && operation != null) {
      ledger.accept(operation);
      toItsEnd(operation, () -> work.goOn(todo));
    } else if (ledger.leaving()) {
      takeUpJobOfLeaving();
      ledger.publish(List.of());
    }
  }

  @Override
  public Future<?> stop() {
    return Future.join(ledger.close(), unequip());
  }

  private Future<Reply> handle(HostCommand command) {
    if (command instanceof Leave leave) {
      return leave(leave.force());
    } else if (command instanceof Configure configure) {
      return configure(configure.config());
    } else if (command instanceof Read read) {
      return Future.succeededFuture(Reads.of(read, ledger));
    }
    Reply known = command instanceof Start start ? Reads.sameOperation(start, ledger) : null;
    if (known != null) {
      return Future.succeededFuture(known);
    }
    FleetError refused = Refusals.of(command, ledger);
    if (refused != null) {
      return Future.succeededFuture(new Reply.Err(refused));
    }
    return command instanceof Start start
        ? Future.succeededFuture(start(start))
        : changeFailed(command);
  }

  /**
   * A job that may still live is never forgotten: the host stays until its end is known, also by
   * force, which leaves nothing but a job behind.
   */
  private Future<Reply> leave(boolean force) {
    boolean job = ledger.machine().data().job() != null;
    return ledger
        .leave(force && !job)
        .map(
            done -> {
              takeUpJobOfLeaving();
              return new Reply.Ok(new Answer.Done());
            });
  }

  /** Somebody has to find out how the job of a host that leaves has ended. */
  private void takeUpJobOfLeaving() {
    FailedState failed = ledger.machine().data().failed();
    if (ledger.running() == null && failed != null && failed.job() != null) {
      takeUpJob(failed);
    }
  }

  /** Another configuration takes the place of the one that was stored, while the host rests. */
  private Future<Reply> configure(HostConfig config) {
    HostMachine machine = ledger.machine();
    if (config.equals(machine.data().config())) {
      return Future.succeededFuture(new Reply.Ok(new Answer.Done()));
    }
    FleetError refused = Refusals.ofConfigure(ledger);
    if (refused != null) {
      return Future.succeededFuture(new Reply.Err(refused));
    }
    HostWork before = work;
    HostWork after = workFor(config, new Executors(ports, context, ledger).of(config));
    accept(OperationId.random(), OperationKind.QUERY_INVENTORY);
    return ledger
        .change(machine.configured(config))
        .onSuccess(
            done -> {
              checks.close();
              equip(after);
            })
        .onComplete(done -> (done.succeeded() ? before : after).close())
        .onComplete(done -> ledger.release())
        .map(done -> new Reply.Ok(new Answer.Done()));
  }

  private Reply start(Start command) {
    OperationId id = Objects.requireNonNullElseGet(command.requestedId(), OperationId::random);
    RunningOperation operation = accept(id, command.operationKind());
    toItsEnd(operation, () -> work.of(command, operation));
    return new Reply.Ok(new Answer.Started(id, false));
  }

  private void toItsEnd(RunningOperation operation, Supplier<Future<Ended>> begin) {
    end.when(operation, Future.succeededFuture().compose(done -> begin.get()))
        .onSuccess(ended -> rebootIfUpdated(operation.id()));
  }

  /** Where the policy says so, what an update has made due is done at once. */
  private void rebootIfUpdated(OperationId operation) {
    OperationReport report = ledger.operation(operation);
    RebootIfRequired reboot =
        new RebootIfRequired(RebootRequest.ifRequired().withOperation(operation.rebootAfter()));
    if (report != null
        && AutomaticReboot.isDue(report.outcome(), ledger.machine().data())
        && Refusals.of(reboot, ledger) == null) {
      start(reboot);
    }
  }

  /** Retry and its like; meanwhile the host is busy, so that no two changes cross. */
  private Future<Reply> changeFailed(HostCommand command) {
    HostMachine machine = ledger.machine();
    FailedState failed = Objects.requireNonNull(machine.data().failed());
    if (command instanceof Retry && failed.job() != null) {
      return Future.succeededFuture(
          new Reply.Ok(new Answer.Started(takeUpJob(failed).id(), false)));
    }
    Move move =
        command instanceof Retry
            ? machine.reset(ports.time().now())
            : command instanceof ForgetJob ? machine.forgetJob() : machine.acknowledge();
    accept(OperationId.random(), failed.operationKind());
    return ledger
        .change(move)
        .onComplete(done -> ledger.release())
        .map(done -> new Reply.Ok(new Answer.Done()));
  }

  private RunningOperation takeUpJob(FailedState failed) {
    RunningOperation operation = accept(OperationId.random(), failed.operationKind());
    toItsEnd(operation, () -> work.reattach(operation));
    return operation;
  }

  private RunningOperation accept(OperationId id, OperationKind kind) {
    RunningOperation operation = new RunningOperation(id, kind, ports.time().now());
    ledger.accept(operation);
    return operation;
  }
}
