package dev.tendhost.core.port;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a tool's commands on one host; every failure names the host and the command. For authors of
 * package managers, whose rules on garbage, missing tools, locks and errors it keeps. Immutable,
 * safe for any thread; no method blocks. The executor belongs to whoever gave it.
 */
public final class HostCommands {
  private static final int TAIL = 2_000;

  private final ManagedHost host;
  private final RemoteExecutor executor;
  private final Function<CommandResult, ? extends ToolFailure> classify;
  private final Function<CommandResult, Optional<String>> holder;

  /**
   * Runs nothing yet.
   *
   * @param host the host
   * @param executor runs the commands
   * @param classify tells in which way a command failed, such as {@link ToolFailure#usual}
   */
  public HostCommands(
      ManagedHost host,
      RemoteExecutor executor,
      Function<CommandResult, ? extends ToolFailure> classify) {
    this(host, executor, classify, result -> Optional.empty());
  }

  /**
   * Runs nothing yet.
   *
   * @param host the host
   * @param executor runs the commands
   * @param classify tells in which way a command failed
   * @param holder tells the process that holds the tool's lock, if a failed command names it
   */
  public HostCommands(
      ManagedHost host,
      RemoteExecutor executor,
      Function<CommandResult, ? extends ToolFailure> classify,
      Function<CommandResult, Optional<String>> holder) {
    this.host = host;
    this.executor = executor;
    this.classify = classify;
    this.holder = holder;
  }

  /** {@return the host} */
  public ManagedHost host() {
    return host;
  }

  /** {@return what runs the commands} */
  public RemoteExecutor executor() {
    return executor;
  }

  /**
   * Finds out whether the host has a program; for {@link PackageManagerProvider#detect}.
   *
   * @param program its name
   * @return whether a shell finds it; failed if that cannot be told
   */
  public Future<Boolean> has(String program) {
    String found = "if command -v " + ShellWords.quote(program) + " >/dev/null 2>&1; then ";
    Command command =
        Command.shell(Framed.script(found + "echo found yes; else echo found no; fi"));
    return ask(command, output -> Framed.value(Framed.lines(output), "found").equals("yes"));
  }

  /**
   * Nothing is thrown at a caller: what is thrown becomes a failed future.
   *
   * @param work may throw
   * @param <T> what it makes
   * @return its future, or a failed one
   */
  public static <T> Future<T> guarded(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * The whole output of a command that ended well, read by the parser.
   *
   * @param command the command
   * @param parser throws {@link Garbled} at what the command cannot have written
   * @param <T> what it makes
   * @return what the parser made of it
   */
  public <T> Future<T> ask(Command command, Function<String, T> parser) {
    return run(command).map(result -> read(command, result, parser));
  }

  /**
   * What a probe finds out, read by the parser.
   *
   * @param probe the body of a script for {@link Framed}; it exits if it cannot tell
   * @param parser of the whole output, such as by {@link Framed#rows}; throws {@link Garbled} at
   *     what the script cannot have written
   * @param <T> what it makes
   * @return what the parser made of it
   */
  public <T> Future<T> ask(String probe, Function<String, T> parser) {
    return ask(Command.shell(Framed.script(probe)), parser);
  }

  /**
   * Reads the whole output of a command that was run.
   *
   * @param command the command
   * @param result its result
   * @param parser throws {@link Garbled} at what the command cannot have written
   * @param <T> what it makes
   * @return what the parser made of it
   */
  public <T> T read(Command command, CommandResult result, Function<String, T> parser) {
    if (result.stdoutTruncated()) {
      throw unparsable(command, "the output is longer than " + command.outputLimit());
    }
    try {
      return parser.apply(result.stdout());
    } catch (Garbled e) {
      throw unparsable(command, e.getMessage());
    }
  }

  /**
   * A command that ended well.
   *
   * @param command the command
   * @return its result; failed if its exit code is not 0
   */
  public Future<CommandResult> run(Command command) {
    return end(command)
        .map(
            result -> {
              if (!result.ok()) {
                throw failed(command, result);
              }
              return result;
            });
  }

  /**
   * A command that ended, well or not.
   *
   * @param command the command
   * @return its result; failed only if it could not be run
   */
  public Future<CommandResult> end(Command command) {
    return guarded(() -> executor.run(command))
        .recover(cause -> Future.failedFuture(notRun(command, cause)));
  }

  /**
   * The error of a command that failed.
   *
   * @param command the command
   * @param result its result
   * @return to be thrown
   */
  public TendhostException failed(Command command, CommandResult result) {
    return failed(command, result, classify.apply(result));
  }

  /**
   * The error of a command that failed.
   *
   * @param command the command
   * @param result its result
   * @param failure in which way it failed
   * @return to be thrown
   */
  public TendhostException failed(Command command, CommandResult result, ToolFailure failure) {
    Map<String, String> details = new TreeMap<>();
    if (result.exitCode() != null) {
      details.put("exitCode", String.valueOf(result.exitCode()));
    }
    if (result.signal() != null) {
      details.put("signal", result.signal());
    }
    details.put("stderr", tail(result.stderr()));
    holder.apply(result).or(failure::holder).ifPresent(process -> details.put("holder", process));
    return error(failure.kind(), command, failure.advice() + " (" + result.ending() + ")", details);
  }

  /**
   * An error that no single command caused, such as a refusal.
   *
   * @param kind its kind
   * @param message what happened and what to do
   * @return to be thrown; it names the host
   */
  public TendhostException error(FailureKind kind, String message) {
    return new TendhostException(kind, host.name(), message);
  }

  /**
   * The end of a text, where tools say what was fatal.
   *
   * @param text such as standard error
   * @return at most some 2000 characters
   */
  public static String tail(String text) {
    String stripped = text.strip();
    return stripped.length() <= TAIL
        ? stripped
        : "..." + stripped.substring(stripped.length() - TAIL);
  }

  private TendhostException unparsable(Command command, @Nullable String why) {
    String message =
        "the output was not understood: " + why + "; run the command on the host and look";
    return error(FailureKind.UNPARSABLE_OUTPUT, command, message, Map.of());
  }

  /** An executor's own error stays what it is; it only gets the names it lacks. */
  private Throwable notRun(Command command, Throwable cause) {
    FleetError known = TendhostException.errorOf(cause, host.name());
    String text = known.command() == null ? command.display() : known.command();
    return new TendhostException(
        new FleetError(known.kind(), known.host(), known.message(), text, known.details()), cause);
  }

  private TendhostException error(
      FailureKind kind, Command command, String message, Map<String, String> details) {
    return new TendhostException(
        new FleetError(kind, host.name(), message, command.display(), details));
  }
}
