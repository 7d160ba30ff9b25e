package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A host that gives its boot id, and has no root unless a test says so. */
final class FakeExecutor implements RemoteExecutor {
  static final String BOOT_ID = "c4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6";

  final ConnectionListener connections;
  volatile Function<Command, Future<CommandResult>> answer = FakeExecutor::usual;
  volatile Supplier<Future<Void>> closing = Future::succeededFuture;
  final AtomicInteger disconnects = new AtomicInteger();
  volatile boolean closed;

  FakeExecutor(ConnectionListener connections) {
    this.connections = connections;
  }

  static Future<CommandResult> usual(Command command) {
    return command.asRoot()
        ? Future.failedFuture(new TendhostException(FailureKind.PRIVILEGE, null, "no sudo"))
        : booted(BOOT_ID);
  }

  /** The answer of a host without systemd to the question which boot it is. */
  static Future<CommandResult> booted(String id) {
    return says("tendhost-probe-begin\nboot " + id + "\ntendhost-probe-end\n");
  }

  static Future<CommandResult> says(String stdout) {
    return Future.succeededFuture(
        new CommandResult(0, null, stdout, "", false, false, Duration.ZERO));
  }

  @Override
  public Future<CommandResult> run(Command command) {
    return answer.apply(command);
  }

  @Override
  public Future<Void> disconnect() {
    disconnects.incrementAndGet();
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return closing.get();
  }
}
