package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs scripts on this machine, as this user whatever they ask for. For tests of this package. */
final class ShellExecutor implements RemoteExecutor {
  private final Path scratch;
  private final String path;
  private final AtomicInteger runs = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "shell");
            thread.setDaemon(true);
            return thread;
          });

  /** The programs are looked for in the path, {@code sh} among them. */
  ShellExecutor(Path scratch, String path) {
    this.scratch = scratch;
    this.path = path;
  }

  static ShellExecutor plain(Path scratch) {
    return new ShellExecutor(scratch, System.getenv("PATH"));
  }

  int runs() {
    return runs.get();
  }

  @Override
  public Future<CommandResult> run(Command command) {
    return run(command, command.timeout());
  }

  /** Kills the script, but not what left its session, after the time. */
  Future<CommandResult> run(Command command, Duration killAfter) {
    Promise<CommandResult> promise = Promise.promise();
    int number = runs.incrementAndGet();
    threads.execute(
        () -> {
          try {
            promise.complete(runNow(command, scratch.resolve("run" + number), killAfter));
          } catch (Exception | Error thrown) {
            promise.fail(thrown);
          }
        });
    return promise.future();
  }

  private CommandResult runNow(Command command, Path files, Duration killAfter)
      throws IOException, InterruptedException {
    Path in = Path.of(files + ".in");
    Path out = Path.of(files + ".out");
    Path err = Path.of(files + ".err");
    Files.writeString(in, command.stdin() == null ? "" : command.stdin());
    ProcessBuilder builder = new ProcessBuilder(shell(), "-c", command.script());
    builder.environment().put("PATH", path);
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    boolean ended = process.waitFor(killAfter.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
      throw new TendhostException(FailureKind.TIMEOUT, null, "killed after " + killAfter);
    }
    String stdout = Files.readString(out);
    boolean truncated = stdout.length() > command.outputLimit();
    String kept = truncated ? stdout.substring(0, command.outputLimit()) : stdout;
    String stderr = Files.readString(err);
    for (Path each : new Path[] {in, out, err}) {
      Files.delete(each);
    }
    return new CommandResult(
        process.exitValue(), null, kept, stderr, truncated, false, Duration.ZERO);
  }

  private String shell() {
    for (String directory : path.split(":")) {
      File shell = new File(directory, "sh");
      if (shell.canExecute()) {
        return shell.getPath();
      }
    }
    return "sh";
  }

  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    threads.shutdownNow();
    return Future.succeededFuture();
  }
}
