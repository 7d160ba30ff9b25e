package dev.tendhost.core.tck;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RemoteExecutor} that runs nothing: it answers by a script and records what was asked.
 * The first answer whose condition matches is given; a command nobody scripted fails its test
 * loudly, unless there is another executor {@link #over} which it stands. It keeps to the rules of
 * the port: an answer that never comes is a TIMEOUT when the command's time is over. Safe for any
 * thread.
 */
public final class ScriptedExecutor implements RemoteExecutor {
  private static final HostName HOST = HostName.of("scripted");

  /** Makes one that knows no answer yet. */
  public ScriptedExecutor() {}

  private record Line(Predicate<Command> when, Function<Command, Future<CommandResult>> answer) {}

  private final List<Line> script = new CopyOnWriteArrayList<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<CommandResult> change = UnaryOperator.identity();
  private final Set<Promise<CommandResult>> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable RemoteExecutor under;
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
   * Answers commands whose words or script contain the text.
   *
   * @param text part of {@link Command#display}, were there no title
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
   * Hands what nobody scripted to a real executor.
   *
   * @param executor runs it; closed with this one
   * @return this
   */
  public ScriptedExecutor over(RemoteExecutor executor) {
    under = executor;
    return this;
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
    if (closed) {
      return Future.failedFuture(error(FailureKind.UNREACHABLE, "is closed", command));
    }
    Promise<CommandResult> promise = Promise.promise();
    running.add(promise);
    Future<CommandResult> answer = answer(command).map(change::apply);
    answer.onSuccess(promise::tryComplete).onFailure(promise::tryFail);
    if (!promise.future().isComplete()) {
      Runnable late =
          () -> promise.tryFail(error(FailureKind.TIMEOUT, "did not answer in time", command));
      CompletableFuture.delayedExecutor(command.timeout().plusSeconds(5).toMillis(), MILLISECONDS)
          .execute(late);
    }
    if (closed) {
      lose(promise);
    }
    return promise.future().onComplete(ended -> running.remove(promise));
  }

  private Future<CommandResult> answer(Command command) {
    for (Line line : script) {
      if (line.when().test(command)) {
        return line.answer().apply(command);
      }
    }
    RemoteExecutor real = under;
    return real != null
        ? real.run(command)
        : Future.failedFuture(new AssertionError("nobody scripted: " + command));
  }

  @Override
  public Future<Void> disconnect() {
    RemoteExecutor real = under;
    return real == null ? Future.succeededFuture() : real.disconnect();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    RemoteExecutor real = under;
    Future<Void> underClosed = real == null ? Future.succeededFuture() : real.close();
    return underClosed.onComplete(done -> running.forEach(this::lose));
  }

  private void lose(Promise<CommandResult> promise) {
    promise.tryFail(
        new TendhostException(FailureKind.CONNECTION_LOST, HOST, "the executor was closed"));
  }

  private static TendhostException error(FailureKind kind, String what, Command command) {
    return new TendhostException(
        new FleetError(kind, HOST, "the executor " + what, command.display(), Map.of()), null);
  }

  /**
   * Matches commands whose words or script contain the text.
   *
   * @param text part of {@link Command#display}, were there no title
   * @return the condition
   */
  public static Predicate<Command> containing(String text) {
    return command -> command.withTitle(null).display().contains(text);
  }
}
