package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Runs commands on this machine as the user of the test, never as root; for tests only. */
final class ProcessExecutor implements RemoteExecutor {
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private final Path scratch;

  /** Keeps the streams of each command in files of that directory. */
  ProcessExecutor(Path scratch) {
    this.scratch = scratch;
  }

  List<Command> commands() {
    return List.copyOf(commands);
  }

  @Override
  public Future<CommandResult> run(Command command) {
    commands.add(command);
    Promise<CommandResult> promise = Promise.promise();
    Thread thread = new Thread(() -> complete(promise, command), "process");
    thread.setDaemon(true);
    thread.start();
    return promise.future();
  }

  private void complete(Promise<CommandResult> promise, Command command) {
    try {
      promise.complete(execute(command));
    } catch (IOException | InterruptedException | RuntimeException e) {
      promise.fail(e);
    }
  }

  private CommandResult execute(Command command) throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory(scratch, "run");
    Path in = Files.writeString(dir.resolve("in"), command.stdin() == null ? "" : command.stdin());
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
            command.script() == null ? command.argv() : List.of("/bin/sh", "-c", command.script()));
    builder.environment().putAll(command.environment());
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    if (!process.waitFor(command.timeout().toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("too slow: " + command);
    }
    return new CommandResult(
        process.exitValue(), null, text(out), text(err), false, false, Duration.ofMillis(1));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
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
