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
  /** Makes one that knows no answer yet. */
  public ScriptedExecutor() {}

  private record Line(Predicate<Command> when, Function<Command, Future<CommandResult>> answer) {}

  private final List<Line> script = new CopyOnWriteArrayList<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<CommandResult> change = UnaryOperator.identity();
  private volatile boolean closed;

  /**
   * Answers commands that match.
   *
   * @param when which commands
   * @param answer gives the answer, each time it is asked
   * @return this
   */
  public ScriptedExecutor on(
      Predicate<Command> when, Function<Command, Future<CommandResult>> answer) {
    script.add(new Line(when, answer));
    return this;
  }

  /**
   * Answers commands whose display text contains the text.
   *
   * @param text part of {@link Command#display}
   * @param result the answer
   * @return this
   */
  public ScriptedExecutor on(String text, CommandResult result) {
    return on(containing(text), command -> Future.succeededFuture(result));
  }

  /**
   * Answers every command nothing else matches; give it last.
   *
   * @param answer gives the answer
   * @return this
   */
  public ScriptedExecutor otherwise(Function<Command, Future<CommandResult>> answer) {
    return on(command -> true, answer);
  }

  /**
   * Changes every result on its way out, such as to cut it off.
   *
   * @param change what to make of a result
   * @return this
   */
  public ScriptedExecutor changing(UnaryOperator<CommandResult> change) {
    this.change = change;
    return this;
  }

  /**
   * What was asked so far.
   *
   * @return the commands in order
   */
  public List<Command> commands() {
    return List.copyOf(commands);
  }

  /**
   * Whether somebody closed it.
   *
   * @return true from the first close on
   */
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

  /**
   * Matches commands whose display text contains the text.
   *
   * @param text part of {@link Command#display}
   * @return the condition
   */
  public static Predicate<Command> containing(String text) {
    return command -> command.display().contains(text);
  }

  /**
   * Fails to run.
   *
   * @param cause why
   * @return the answer
   */
  public static Function<Command, Future<CommandResult>> failing(Throwable cause) {
    return command -> Future.failedFuture(cause);
  }

  /**
   * Answers never.
   *
   * @return the answer
   */
  public static Function<Command, Future<CommandResult>> never() {
    return command -> Promise.<CommandResult>promise().future();
  }

  /**
   * Answers when and on the thread the executor likes.
   *
   * @param executor decides
   * @param result what is answered
   * @return the answer
   */
  public static Function<Command, Future<CommandResult>> late(
      Executor executor, CommandResult result) {
    return command -> {
      Promise<CommandResult> promise = Promise.promise();
      executor.execute(() -> promise.complete(result));
      return promise.future();
    };
  }

  /**
   * Tries to answer twice; the second is dropped.
   *
   * @param first what is answered
   * @param second what comes too late
   * @return the answer
   */
  public static Function<Command, Future<CommandResult>> twice(
      CommandResult first, CommandResult second) {
    return command -> {
      Promise<CommandResult> promise = Promise.promise();
      promise.complete(first);
      promise.tryComplete(second);
      return promise.future();
    };
  }

  /**
   * Answers in turn, then the last one for ever.
   *
   * @param results at least one
   * @return the answer
   */
  public static Function<Command, Future<CommandResult>> inTurn(CommandResult... results) {
    List<CommandResult> left = new ArrayList<>(List.of(results));
    return command -> {
      synchronized (left) {
        return Future.succeededFuture(left.size() > 1 ? left.remove(0) : left.get(0));
      }
    };
  }

  /**
   * A command that ended well.
   *
   * @param stdout what it wrote
   * @return its result
   */
  public static CommandResult ok(String stdout) {
    return result(0, stdout, "");
  }

  /**
   * A command that ended by itself.
   *
   * @param exitCode its exit code
   * @param stdout what it wrote
   * @param stderr what it wrote to standard error
   * @return its result
   */
  public static CommandResult result(int exitCode, String stdout, String stderr) {
    return new CommandResult(exitCode, null, stdout, stderr, false, false, Duration.ofMillis(1));
  }

  /**
   * The same result with another output.
   *
   * @param result the result
   * @param stdout the other output
   * @param truncated whether it is marked as cut off
   * @return a copy
   */
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
