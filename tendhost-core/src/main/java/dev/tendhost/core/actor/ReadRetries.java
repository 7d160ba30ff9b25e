package dev.tendhost.core.actor;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what only reads and failed with a kind that may go away by itself. Used on the host's
 * own context only, for one thing at a time.
 */
final class ReadRetries {
  private static final Logger LOG = LoggerFactory.getLogger(ReadRetries.class);
  private static final int MOST_DOUBLINGS = 4;

  private final Time time;
  private final PortCalls calls;
  private final HostName host;
  private final RetryPolicy policy;
  private @Nullable Runnable giveUp;
  private boolean closed;

  ReadRetries(Time time, PortCalls calls, HostName host, RetryPolicy policy) {
    this.time = time;
    this.calls = calls;
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
              if (closed || done >= policy.times() || !error.kind().retryable()) {
                return Future.failedFuture(thrown);
              }
              Duration pause = pause(done);
              LOG.atInfo()
                  .addKeyValue("host", host)
                  .addKeyValue("kind", error.kind())
                  .addKeyValue("pause", pause)
                  .log("a read-only operation failed and is tried again");
              return after(pause, thrown).compose(go -> run(read, done + 1));
            });
  }

  private Duration pause(int done) {
    long most = policy.backoff().toMillis() << Math.min(done, MOST_DOUBLINGS);
    return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  private Future<Void> after(Duration pause, Throwable failure) {
    Promise<Void> waited = Promise.promise();
    Runnable cancel = time.after(pause, () -> calls.onContext(waited::tryComplete));
    giveUp =
        () -> {
          cancel.run();
          waited.tryFail(failure);
        };
    return waited.future();
  }

  /** Tries nothing again any more. */
  void close() {
    closed = true;
    if (giveUp != null) {
      giveUp.run();
    }
  }
}
