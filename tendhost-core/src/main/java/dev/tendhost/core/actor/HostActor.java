package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostConnected;
import dev.tendhost.api.event.FleetEvent.HostDisconnected;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.actor.HostCommand.GetOperation;
import dev.tendhost.core.actor.HostCommand.GetState;
import dev.tendhost.core.actor.HostCommand.Leave;
import dev.tendhost.core.actor.HostCommand.QueryInventory;
import dev.tendhost.core.actor.HostCommand.Read;
import dev.tendhost.core.actor.HostCommand.RebootIfRequired;
import dev.tendhost.core.actor.HostCommand.Retry;
import dev.tendhost.core.actor.HostCommand.Start;
import dev.tendhost.core.actor.HostCommand.StartUpdate;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.domain.Move;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Minds one host: answers every command at once, and lets {@link HostOperations} do what takes
 * long. Everything in here happens on the verticle's own context.
 */
public final class HostActor extends VerticleBase {
  private final HostPorts ports;
  private @Nullable HostMachine initial;
  private final HostName host;
  private HostLedger ledger;
  private RemoteExecutor executor;
  private HostOperations operations;
  private OperationEnd end;

  /** An actor for a host in the given state; it begins when it is deployed. */
  @SuppressWarnings("NullAway.Init") // start() sets the rest before anything is asked
  public HostActor(HostPorts ports, HostMachine initial) {
    this.ports = ports;
    this.initial = initial;
    this.host = initial.host();
  }

  @Override
  public Future<?> start() {
    HostMachine machine = Objects.requireNonNull(initial, "an actor starts once");
    initial = null; // from now on the ledger has the machine
    HostConfig config = machine.data().config();
    PortCalls calls = new PortCalls(context, ports.time(), host);
    ManagedHost managed =
        new ManagedHost(
            host, config.address(), config.port(), config.user(), config.tags(), config.settings());
    ledger = new HostLedger(vertx, ports, calls, machine);
    executor =
        Objects.requireNonNull(
            ports.executors().create(managed, ports.secrets(), new Connections()),
            "the executor provider returned null");
    Inquiry inquiry =
        new Inquiry(
            calls,
            ports.time(),
            managed,
            executor,
            ports.managers(),
            config.policy().queryTimeout());
    operations = new HostOperations(ports, calls, inquiry, ledger);
    end = new OperationEnd(ledger, ports.time());
    return ledger
        .change(new Move.Moved(machine, null))
        .compose(
            saved ->
                Mailbox.<HostCommand>open(vertx, ports.addresses().host(host), host, this::handle))
        .onFailure(thrown -> calls.close(executor));
  }

  @Override
  public Future<?> stop() {
    return Future.join(ledger.close(), new PortCalls(context, ports.time(), host).close(executor));
  }

  private Future<Reply> handle(HostCommand command) {
    if (command instanceof Read read) {
      return Future.succeededFuture(read(read));
    }
    Reply known = command instanceof Start start ? sameOperation(start) : null;
    if (known != null) {
      return Future.succeededFuture(known);
    }
    FleetError refused = Refusals.of(command, ledger);
    if (refused != null) {
      return Future.succeededFuture(new Reply.Err(refused));
    }
    return command instanceof Start start
        ? Future.succeededFuture(start(start))
        : changeFailed(command instanceof Retry);
  }

  private Reply read(Read command) {
    if (command instanceof GetState) {
      return new Reply.Ok(new Answer.State(ledger.machine().state()));
    } else if (command instanceof GetOperation get) {
      OperationReport report = ledger.operation(get.operation());
      return report != null
          ? new Reply.Ok(new Answer.Operation(report))
          : Reply.err(
              FailureKind.OPERATION_NOT_FOUND,
              host,
              "no operation "
                  + get.operation()
                  + " is known: it never started, or is too long ago");
    } else if (command instanceof Leave leave) {
      return leave(leave.force());
    }
    return new Reply.Ok(new Answer.Status(ledger.status()));
  }

  /**
   * A job that may still live is never forgotten: neither by force nor by leaving FAILED behind.
   */
  private Reply leave(boolean force) {
    boolean busy = ledger.running() != null;
    boolean job = ledger.machine().data().job() != null;
    if (job && (force || !busy)) {
      return Reply.err(
          FailureKind.JOB_STILL_RUNNING,
          host,
          busy
              ? "an update is running: unregister without force, and the host leaves at its end"
              : "an update may still run on the host: Retry takes it up again");
    }
    ledger.leave(force);
    return new Reply.Ok(new Answer.Done());
  }

  /** The same id asked twice is the same operation. */
  private @Nullable Reply sameOperation(Start command) {
    OperationId id = command.requestedId();
    OperationReport known = id == null ? null : ledger.operation(id);
    if (id == null || known == null) {
      return null;
    }
    OperationKind kind =
        known.running() != null
            ? known.running().kind()
            : Objects.requireNonNull(known.outcome()).kind();
    return kind == command.operationKind()
        ? new Reply.Ok(new Answer.Started(id, true))
        : Reply.err(
            FailureKind.INVALID_CONFIGURATION,
            host,
            "operation id " + id + " names a " + kind + " already: choose another");
  }

  private Reply start(Start command) {
    OperationId id = Objects.requireNonNullElseGet(command.requestedId(), OperationId::random);
    RunningOperation operation = accept(id, command.operationKind());
    end.when(operation, Future.succeededFuture().compose(done -> work(command, operation)));
    return new Reply.Ok(new Answer.Started(id, false));
  }

  private Future<Ended> work(Start command, RunningOperation operation) {
    if (command instanceof QueryInventory query) {
      return operations.query(operation, query.request().refresh());
    } else if (command instanceof StartUpdate update) {
      return update.request().dryRun()
          ? operations.plan(operation, update.request().options())
          : operations.update(operation, update.request());
    } else if (command instanceof RebootIfRequired reboot) {
      return operations.reboot(operation, reboot.request());
    }
    return operations.checkHealth(operation);
  }

  /** Retry or Acknowledge; meanwhile the host is busy, so that no two changes cross. */
  private Future<Reply> changeFailed(boolean retry) {
    HostMachine machine = ledger.machine();
    FailedState failed = Objects.requireNonNull(machine.data().failed());
    RunningOperation operation = accept(OperationId.random(), failed.operationKind());
    if (retry && failed.job() != null) {
      end.when(operation, operations.reattach(operation));
      return Future.succeededFuture(new Reply.Ok(new Answer.Started(operation.id(), false)));
    }
    return ledger
        .change(retry ? machine.reset(ports.time().now()) : machine.acknowledge())
        .onComplete(done -> ledger.release())
        .map(done -> new Reply.Ok(new Answer.Done()));
  }

  private RunningOperation accept(OperationId id, OperationKind kind) {
    RunningOperation operation = new RunningOperation(id, kind, ports.time().now());
    ledger.accept(operation);
    return operation;
  }

  /** Passes on what the executor tells, from whatever thread. */
  private final class Connections implements ConnectionListener {
    @Override
    public void connected() {
      tell(new HostConnected("", 0, ports.time().now(), host));
    }

    @Override
    public void disconnected(String reason) {
      tell(new HostDisconnected("", 0, ports.time().now(), host, reason));
    }

    private void tell(FleetEvent event) {
      context.runOnContext(ignored -> ledger.publish(List.of(event)));
    }
  }
}
