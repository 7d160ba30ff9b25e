package dev.tendhost.core.tck;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What a {@link ScriptedExecutor} may answer. */
public final class Answers {
  private Answers() {}

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
   * A probe by {@link dev.tendhost.core.port.Framed#script} that ended well.
   *
   * @param lines what stands between its markers, each with its end
   * @return its result
   */
  public static CommandResult framed(String lines) {
    return ok("tendhost-probe-begin\n" + lines + "tendhost-probe-end\n");
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
