package dev.tendhost.core.port;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Where passwords and keys come from. Asked at the time of use, every time; nothing it returns is
 * kept, stored or logged. May be called from any thread and must not block the caller.
 */
@FunctionalInterface
public interface SecretSource {
  /**
   * Asks for one secret.
   *
   * @param request which one
   * @return the secret, which the receiver closes; empty if there is none; failed if it could not
   *     be told
   */
  Future<Optional<Secret>> find(SecretRequest request);

  /**
   * Knows no secret.
   *
   * @return a source that is always empty
   */
  static SecretSource none() {
    return request -> Future.succeededFuture(Optional.empty());
  }
}
