package dev.tendhost.core.actor;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what only reads and failed with a kind that may go away by itself. Used on the host's
 * own context only.
 */
final class ReadRetries {
  private static final Logger LOG = LoggerFactory.getLogger(ReadRetries.class);
  private static final int MOST_DOUBLINGS = 4;

  private final Pauses pauses;
  private final HostName host;
  private final RetryPolicy policy;

  ReadRetries(Pauses pauses, HostName host, RetryPolicy policy) {
    this.pauses = pauses;
    this.host = host;
    this.policy = policy;
  }

  /** Reads, and reads again; fails as the last try did. */
  <T> Future<T> run(Supplier<Future<T>> read) {
    return run(read, 0);
  }

  private <T> Future<T> run(Supplier<Future<T>> read, int done) {
    return read.get()
        .recover(
            thrown -> {
              FleetError error = TendhostException.errorOf(thrown, host);
              if (pauses.closed() || done >= policy.times() || !error.kind().retryable()) {
                return Future.failedFuture(thrown);
              }
              Duration pause = Pauses.backoff(policy.backoff(), Math.min(done, MOST_DOUBLINGS));
              LOG.atInfo()
                  .addKeyValue("host", host)
                  .addKeyValue("kind", error.kind())
                  .addKeyValue("pause", pause)
                  .log("a read-only operation failed and is tried again");
              return pauses
                  .of(pause)
                  .transform(
                      waited ->
                          waited.succeeded()
                              ? run(read, done + 1)
                              : Future.<T>failedFuture(thrown));
            });
  }
}
