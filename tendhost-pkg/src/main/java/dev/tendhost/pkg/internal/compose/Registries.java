package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.HostCommands;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks registries what names stand for, each name once. One that cannot be reached, or wants no
 * more questions, is asked nothing else.
 */
final class Registries {
  private final ComposeCommands commands;
  private final HostCommands host;
  private final Map<String, RegistryAnswer> answers = new HashMap<>();
  private final Map<String, RegistryAnswer> silent = new HashMap<>();
  private boolean composeResolves;

  Registries(ComposeCommands commands, HostCommands host) {
    this.commands = commands;
    this.host = host;
    this.composeResolves = commands.tool().v2();
  }

  /** One at a time. */
  Future<RegistryAnswer> ask(ImageRef image) {
    RegistryAnswer known = answers.getOrDefault(image.text(), silent.get(image.registry()));
    if (known != null) {
      return Future.succeededFuture(known);
    }
    return (composeResolves ? byCompose(image) : byEngine(image))
        .recover(Registries::tooSlow)
        .onSuccess(answer -> remember(image, answer));
  }

  private void remember(ImageRef image, RegistryAnswer answer) {
    answers.put(image.text(), answer);
    if (answer.reason() == Reason.UNREACHABLE || answer.reason() == Reason.RATE_LIMITED) {
      silent.put(image.registry(), answer);
    }
  }

  private Future<RegistryAnswer> byCompose(ImageRef image) {
    return ask(commands.digestByCompose(image), RegistryAnswer::ofModel)
        .compose(
            answer -> {
              composeResolves = answer.isPresent();
              return answer.map(Future::succeededFuture).orElseGet(() -> byEngine(image));
            });
  }

  private Future<RegistryAnswer> byEngine(ImageRef image) {
    return ask(commands.digestByEngine(image), http -> Optional.of(RegistryAnswer.ofHttp(http)))
        .map(Optional::orElseThrow)
        .compose(
            answer ->
                answer.reason() == Reason.ACCESS_DENIED
                    ? byClient(image, answer)
                    : Future.succeededFuture(answer));
  }

  /** A second try, so the engine's refusal stands if it fails: it may not even speak plain HTTP. */
  private Future<RegistryAnswer> byClient(ImageRef image, RegistryAnswer refusal) {
    return ask(commands.digestByClient(image), json -> Optional.of(RegistryAnswer.ofClient(json)))
        .map(Optional::orElseThrow)
        .recover(Registries::tooSlow)
        .map(
            answer ->
                answer.digest() != null || answer.reason() == Reason.ACCESS_DENIED
                    ? answer
                    : refusal);
  }

  private Future<Optional<RegistryAnswer>> ask(
      Command command, Function<String, Optional<RegistryAnswer>> parser) {
    return host.end(command)
        .map(
            result ->
                result.ok()
                    ? host.read(command, result, parser)
                    : Optional.of(refused(command, result)));
  }

  private RegistryAnswer refused(Command command, CommandResult result) {
    EngineFailure failure = EngineFailure.of(result);
    return switch (failure) {
      case NOT_ALLOWED, DOWN, MISSING -> throw host.failed(command, result, failure);
      default -> RegistryAnswer.unknown(result.stderr());
    };
  }

  /** The engine waits for a registry that does not answer for longer than we do. */
  private static Future<RegistryAnswer> tooSlow(Throwable cause) {
    boolean slow = TendhostException.errorOf(cause, null).kind() == FailureKind.TIMEOUT;
    return slow
        ? Future.succeededFuture(
            new RegistryAnswer(null, Reason.UNREACHABLE, "it did not answer in time"))
        : Future.failedFuture(cause);
  }
}
