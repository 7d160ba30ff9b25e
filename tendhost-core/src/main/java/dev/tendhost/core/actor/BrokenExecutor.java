package dev.tendhost.core.actor;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;

/** Stands in for the executor of a stored host for which none could be made; says why. */
final class BrokenExecutor implements RemoteExecutor {
  private final FleetError why;

  BrokenExecutor(FleetError why) {
    this.why = why;
  }

  @Override
  public Future<CommandResult> run(Command command) {
    return Future.failedFuture(new TendhostException(why));
  }

  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
