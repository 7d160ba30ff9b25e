package dev.tendhost.it.tend;

import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import dev.tendhost.core.port.SecretSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Asks at the terminal, once for each thing: what is typed serves every host of the run that asks
 * for the same, and is wiped when the run ends. Only one-time codes are asked for each time.
 */
final class TerminalSecrets implements SecretSource, AutoCloseable {
  private final Prompt prompt;
  private final Map<String, Future<Optional<Secret>>> asked = new ConcurrentHashMap<>();
  private final ExecutorService typist =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "tend-prompt");
            thread.setDaemon(true);
            return thread;
          });

  TerminalSecrets(Prompt prompt) {
    this.prompt = prompt;
  }

  @Override
  public Future<Optional<Secret>> find(SecretRequest request) {
    return request.name().equals(Secret.SSH_ANSWER)
        ? submit(request)
        : asked
            .computeIfAbsent(key(request), key -> submit(request))
            .map(typed -> typed.map(TerminalSecrets::copy));
  }

  private Future<Optional<Secret>> submit(SecretRequest request) {
    Promise<Optional<Secret>> answer = Promise.promise();
    try {
      typist.execute(() -> answer(request, answer));
    } catch (RejectedExecutionException closed) {
      answer.tryComplete(Optional.empty());
    }
    return answer.future();
  }

  private void answer(SecretRequest request, Promise<Optional<Secret>> answer) {
    try {
      answer.complete(ask(request));
    } catch (RuntimeException e) {
      answer.fail(e);
    }
  }

  private Optional<Secret> ask(SecretRequest request) {
    char[] answer = prompt.ask(question(request));
    if (answer == null || answer.length == 0) {
      return Optional.empty();
    }
    Secret secret = new Secret(answer);
    Arrays.fill(answer, '\0');
    return Optional.of(secret);
  }

  private static Secret copy(Secret secret) {
    char[] value = secret.value();
    Secret copy = new Secret(value);
    Arrays.fill(value, '\0');
    return copy;
  }

  /** A key file has a passphrase of its own; hosts are taken to share their password. */
  private static String key(SecretRequest request) {
    return request.name().equals(Secret.SSH_KEY_PASSPHRASE)
        ? request.name() + " " + request.subject()
        : request.name();
  }

  static String question(SecretRequest request) {
    String subject = request.subject() == null ? request.host().name().value() : request.subject();
    String text =
        switch (request.name()) {
          case Secret.SUDO_PASSWORD -> "sudo password, for " + subject + " and all that ask";
          case Secret.SSH_PASSWORD -> "Password for " + subject + " and all hosts that ask";
          case Secret.SSH_KEY_PASSPHRASE -> "Passphrase of the key " + subject;
          default -> subject + " asks: " + (request.prompt() == null ? "" : request.prompt());
        };
    return Text.cut(Text.clean(text), Text.PROSE) + ": ";
  }

  /** Wipes what was typed, and asks for nothing more. */
  @Override
  public void close() {
    typist.shutdownNow();
    asked.values().stream()
        .filter(Future::succeeded)
        .forEach(typed -> typed.result().ifPresent(Secret::close));
    asked.clear();
  }
}
