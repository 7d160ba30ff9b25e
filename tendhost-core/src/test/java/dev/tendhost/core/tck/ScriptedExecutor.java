package dev.tendhost.core.tck;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A {@link RemoteExecutor} that runs nothing: it answers by a script and records what was asked.
 * The first answer whose condition matches is given; a command nobody scripted fails its test
 * loudly. Safe for any thread.
 */
public final class ScriptedExecutor implements RemoteExecutor {
  private record Line(Predicate<Command> when, Function<Command, Future<CommandResult>> answer) {}

  private final List<Line> script = new CopyOnWriteArrayList<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<CommandResult> change = UnaryOperator.identity();
  private volatile boolean closed;

  /** Answers commands that match. */
  public ScriptedExecutor on(
      Predicate<Command> when, Function<Command, Future<CommandResult>> answer) {
    script.add(new Line(when, answer));
    return this;
  }

  /** Answers commands whose display text contains the text. */
  public ScriptedExecutor on(String text, CommandResult result) {
    return on(containing(text), command -> Future.succeededFuture(result));
  }

  /** Answers every command nothing else matches; give it last. */
  public ScriptedExecutor otherwise(Function<Command, Future<CommandResult>> answer) {
    return on(command -> true, answer);
  }

  /** Changes every result on its way out, such as to cut it off. */
  public ScriptedExecutor changing(UnaryOperator<CommandResult> change) {
    this.change = change;
    return this;
  }

  /** What was asked so far, in order. */
  public List<Command> commands() {
    return List.copyOf(commands);
  }

  /** Whether somebody closed it. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public Future<CommandResult> run(Command command) {
    commands.add(command);
    for (Line line : script) {
      if (line.when().test(command)) {
        return line.answer().apply(command).map(change::apply);
      }
    }
    return Future.failedFuture(new AssertionError("nobody scripted: " + command));
  }

  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  /** Matches commands whose display text contains the text. */
  public static Predicate<Command> containing(String text) {
    return command -> command.display().contains(text);
  }

  /** Fails to run. */
  public static Function<Command, Future<CommandResult>> failing(Throwable cause) {
    return command -> Future.failedFuture(cause);
  }

  /** Answers never. */
  public static Function<Command, Future<CommandResult>> never() {
    return command -> Promise.<CommandResult>promise().future();
  }

  /** Answers when and on the thread the executor likes. */
  public static Function<Command, Future<CommandResult>> late(
      Executor executor, CommandResult result) {
    return command -> {
      Promise<CommandResult> promise = Promise.promise();
      executor.execute(() -> promise.complete(result));
      return promise.future();
    };
  }

  /** Tries to answer twice; the second is dropped. */
  public static Function<Command, Future<CommandResult>> twice(
      CommandResult first, CommandResult second) {
    return command -> {
      Promise<CommandResult> promise = Promise.promise();
      promise.complete(first);
      promise.tryComplete(second);
      return promise.future();
    };
  }

  /** Answers in turn, then the last one for ever. */
  public static Function<Command, Future<CommandResult>> inTurn(CommandResult... results) {
    List<CommandResult> left = new ArrayList<>(List.of(results));
    return command -> {
      synchronized (left) {
        return Future.succeededFuture(left.size() > 1 ? left.remove(0) : left.get(0));
      }
    };
  }

  /** A command that ended well. */
  public static CommandResult ok(String stdout) {
    return result(0, stdout, "");
  }

  /** A command that ended by itself. */
  public static CommandResult result(int exitCode, String stdout, String stderr) {
    return new CommandResult(exitCode, null, stdout, stderr, false, false, Duration.ofMillis(1));
  }

  /** The same result with another output. */
  public static CommandResult withStdout(CommandResult result, String stdout, boolean truncated) {
    return new CommandResult(
        result.exitCode(),
        result.signal(),
        stdout,
        result.stderr(),
        truncated,
        result.stderrTruncated(),
        result.duration());
  }
}
