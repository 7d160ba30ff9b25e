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
 * for the same, and is wiped when the run ends. One-time codes are asked for each time. A
 * passphrase is not kept, the key is, once it is open; until then it is asked for up to three
 * times.
 */
final class TerminalSecrets implements SecretSource, AutoCloseable {
  private static final int TRIES = 3;

  private final Prompt prompt;
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
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
    return switch (request.name()) {
      case Secret.SSH_ANSWER -> submit(question(request));
      case Secret.SSH_KEY_PASSPHRASE -> passphrase(request);
      default ->
          asked
              .computeIfAbsent(request.name(), name -> submit(question(request)))
              .map(typed -> typed.map(TerminalSecrets::copy));
    };
  }

  /** A key that opened is not asked for again, so whoever is asked once more has mistyped. */
  private Future<Optional<Secret>> passphrase(SecretRequest request) {
    String key = String.valueOf(request.subject());
    int before = tries.getOrDefault(key, 0);
    if (before >= TRIES) {
      return Future.succeededFuture(Optional.empty());
    }
    tries.merge(key, 1, Integer::sum);
    return submit((before == 0 ? "" : "Wrong, try again. ") + question(request))
        .onSuccess(
            typed -> {
              if (typed.isEmpty()) {
                tries.put(key, TRIES);
              }
            });
  }

  private Future<Optional<Secret>> submit(String question) {
    Promise<Optional<Secret>> answer = Promise.promise();
    try {
      typist.execute(() -> answer(question, answer));
    } catch (RejectedExecutionException closed) {
      answer.tryComplete(Optional.empty());
    }
    return answer.future();
  }

  private void answer(String question, Promise<Optional<Secret>> answer) {
    try {
      answer.complete(ask(question));
    } catch (RuntimeException e) {
      answer.fail(e);
    }
  }

  private Optional<Secret> ask(String question) {
    char[] answer = prompt.ask(question);
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
