package dev.tendhost.exec.internal.ssh;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.Failures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The executor of one host: its connection, and the commands that run or wait. */
final class SshHost implements RemoteExecutor {
  /**
   * How long commands may take to be ended when the executor is closed; then the connection goes,
   * and what was begun to end them goes on over there. A fleet waits four seconds for a close.
   */
  private static final Duration LONGEST_END = Duration.ofMillis(2_500);

  private final Engine engine;
  private final Connection connection;
  private final ManagedHost host;
  private final SecretSource secrets;
  private final Runner runner;
  private final Set<PendingRun> runs = new HashSet<>();
  private @Nullable Channels channels;
  private @Nullable Promise<Void> closing;

  SshHost(
      Engine engine, Connection connection, ManagedHost host, SecretSource secrets, Runner runner) {
    this.engine = engine;
    this.connection = connection;
    this.host = host;
    this.secrets = secrets;
    this.runner = runner;
  }

  @Override
  public Future<CommandResult> run(Command command) {
    PendingRun run = new PendingRun(this, engine, Objects.requireNonNull(command));
    synchronized (this) {
      if (closing != null) {
        return Future.failedFuture(new Failures(host.name(), command).closed());
      }
      runs.add(run);
    }
    run.begin();
    return run.future().onComplete(ended -> forget(run));
  }

  @Override
  public Future<Void> disconnect() {
    return connection.drop("it was dropped on request");
  }

  @Override
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    List<PendingRun> running;
    synchronized (this) {
      if (closing != null) {
        return closing.future();
      }
      closing = closed;
      running = List.copyOf(runs);
    }
    var bound = engine.threads().after(LONGEST_END, this::drop);
    running.forEach(PendingRun::startNoMore);
    running.forEach(PendingRun::close);
    Future.join(running.stream().map(PendingRun::future).toList())
        .transform(ended -> drop())
        .transform(dropped -> engine.left())
        .onComplete(
            left -> {
              bound.cancel(false);
              closed.complete();
            });
    return closed.future();
  }

  private Future<Void> drop() {
    return connection.drop("the executor was closed");
  }

  HostName name() {
    return host.name();
  }

  /** Starts a command on the open session. */
  Runner.Running start(HostSession session, Command command, Duration left) {
    return runner.start(session, host, secrets, command, left);
  }

  Connection connection() {
    return connection;
  }

  /** Who may use the session's channels. */
  Channels channels(HostSession session) {
    synchronized (this) {
      Channels known = channels;
      if (known == null || !known.of(session)) {
        known = new Channels(session, engine.limits().channelsPerConnection());
        channels = known;
      }
      return known;
    }
  }

  private synchronized void forget(PendingRun run) {
    runs.remove(run);
  }
}
