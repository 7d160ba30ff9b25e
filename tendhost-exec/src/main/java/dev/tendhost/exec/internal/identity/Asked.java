package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import dev.tendhost.core.port.SecretSource;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for secrets on behalf of one host; a source that throws is one that failed.
 *
 * @param host the host that is to be reached
 * @param source the application's
 */
record Asked(ManagedHost host, SecretSource source) {

  Future<Optional<Secret>> forSecret(String name, String subject, @Nullable String prompt) {
    try {
      return source.find(new SecretRequest(host, name, subject, prompt));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
