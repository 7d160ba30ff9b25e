package dev.tendhost.pkg.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs apt's commands on one host; every failure names the host and the command. */
final class HostCommands {
  private final ManagedHost host;
  private final RemoteExecutor executor;

  HostCommands(ManagedHost host, RemoteExecutor executor) {
    this.host = host;
    this.executor = executor;
  }

  /** Nothing is thrown at a caller: what is thrown becomes a failed future. */
  static <T> Future<T> guarded(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** The whole output of a command that ended well, read by the parser. */
  <T> Future<T> ask(Command command, Function<String, T> parser) {
    return run(command)
        .map(
            result -> {
              if (result.stdoutTruncated()) {
                throw unparsable(command, "the output is longer than " + command.outputLimit());
              }
              return parse(command, result.stdout(), parser);
            });
  }

  /** A command that ended well. */
  Future<CommandResult> run(Command command) {
    return guarded(() -> executor.run(command))
        .recover(cause -> Future.failedFuture(notRun(command, cause)))
        .map(
            result -> {
              if (!result.ok()) {
                throw failed(command, result, AptFailure.of(result));
              }
              return result;
            });
  }

  TendhostException failed(Command command, CommandResult result, AptFailure failure) {
    Map<String, String> details = new TreeMap<>();
    if (result.exitCode() != null) {
      details.put("exitCode", String.valueOf(result.exitCode()));
    }
    if (result.signal() != null) {
      details.put("signal", result.signal());
    }
    details.put("stderr", AptFailure.tail(result.stderr()));
    AptFailure.holder(result.stderr()).ifPresent(holder -> details.put("holder", holder));
    return error(failure.kind(), command, failure.advice() + " (" + result.ending() + ")", details);
  }

  private <T> T parse(Command command, String output, Function<String, T> parser) {
    try {
      return parser.apply(output);
    } catch (Garbled e) {
      throw unparsable(command, e.getMessage());
    }
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
