package dev.tendhost.core.actor;

import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.actor.HostCommand.QueryInventory;
import dev.tendhost.core.actor.HostCommand.RebootIfRequired;
import dev.tendhost.core.actor.HostCommand.Start;
import dev.tendhost.core.actor.HostCommand.StartUpdate;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.Restored.Todo;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Everything that one configuration of a host is worked with. Used on the host's own context only.
 */
final class HostWork {
  private final PortCalls calls;
  private final RemoteExecutor executor;
  private final Pauses pauses;
  private final HostOperations operations;
  private final HealthOperations health;

  HostWork(
      Vertx vertx,
      HostPorts ports,
      PortCalls calls,
      HostLedger ledger,
      HostConfig config,
      RemoteExecutor executor) {
    this.calls = calls;
    this.executor = executor;
    ManagedHost managed = Executors.managed(config);
    Time time = ports.time();
    pauses = new Pauses(time, calls);
    Inquiry inquiry =
        new Inquiry(
            calls, time, managed, executor, ports.managers(), config.policy().queryTimeout());
    ReadRetries retries = new ReadRetries(pauses, config.name(), config.policy().reads());
    Looks looks = new Looks(time, inquiry, ledger);
    operations = new HostOperations(ports, calls, retries, inquiry, looks, ledger);
    RebootRun rebooting =
        new RebootRun(vertx, ports, calls, pauses, managed, executor, inquiry, ledger);
    health = new HealthOperations(time, retries, inquiry, looks, rebooting, ledger);
  }

  /** The work of a command. */
  Future<Ended> of(Start command, RunningOperation operation) {
    if (command instanceof QueryInventory query) {
      return operations.query(operation, query.request().refresh());
    } else if (command instanceof StartUpdate update) {
      return update.request().dryRun()
          ? operations.plan(operation, update.request().options())
          : operations.update(operation, update.request());
    } else if (command instanceof RebootIfRequired reboot) {
      return health.reboot(operation, reboot.request());
    }
    return health.checkHealth(operation);
  }

  /** Takes up the job of a FAILED host again. */
  Future<Ended> reattach(RunningOperation operation) {
    return operations.reattach(operation);
  }

  /** Goes on with what the end of a controller has cut off. */
  Future<Ended> goOn(Todo todo) {
    return todo == Todo.RESUME_JOB ? operations.resume() : health.goOn(todo);
  }

  /** Waits for nothing any more, and closes the executor. */
  Future<Void> close() {
    pauses.close();
    return calls.close(executor);
  }
}
