package dev.tendhost.exec.internal.remote;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.exec.internal.Failures;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of an executor as the contract needs around runs on one session. */
final class SessionExecutor implements RemoteExecutor {
  private final RunTarget target;
  private final List<RemoteRun> runs = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  SessionExecutor(RunTarget target) {
    this.target = target;
  }

  @Override
  public Future<CommandResult> run(Command command) {
    if (closed) {
      return Future.failedFuture(
          new Failures(target.host().name(), command)
              .of(FailureKind.UNREACHABLE, "closed", Map.of()));
    }
    RemoteRun run = RemoteRun.begin(target, command, command.timeout());
    runs.add(run);
    return run.future();
  }

  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    runs.forEach(RemoteRun::close);
    return Future.join(runs.stream().map(RemoteRun::future).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
