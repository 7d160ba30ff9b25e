package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.Words;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks for secrets on behalf of one host. The source is the application's: it may throw, answer
 * late, or never. What comes too late is wiped.
 *
 * @param host the host that is to be reached
 * @param source the application's
 * @param bound how long is waited; the next login may ask again
 */
record Asked(ManagedHost host, SecretSource source, Duration bound) {
  private static final Duration BOUND = Duration.ofMinutes(2);

  Asked(ManagedHost host, SecretSource source) {
    this(host, source, BOUND);
  }

  Future<Optional<Secret>> forSecret(String name, String subject, @Nullable String prompt) {
    Promise<Optional<Secret>> promise = Promise.promise();
    try {
      source
          .find(new SecretRequest(host, name, subject, prompt))
          .onComplete(answer -> take(answer, promise));
    } catch (RuntimeException e) {
      promise.tryFail(e);
    }
    if (!promise.future().isComplete()) {
      CompletableFuture.delayedExecutor(bound.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> promise.tryFail("it did not answer within " + Words.of(bound)));
    }
    return promise.future();
  }

  private static void take(
      AsyncResult<Optional<Secret>> answer, Promise<Optional<Secret>> promise) {
    if (answer.failed()) {
      promise.tryFail(answer.cause());
    } else if (!promise.tryComplete(answer.result())) {
      answer.result().ifPresent(Secret::close);
    }
  }
}
