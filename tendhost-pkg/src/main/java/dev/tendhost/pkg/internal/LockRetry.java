package dev.tendhost.pkg.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tries again while somebody else holds a lock, such as the timer that updates a host by itself;
 * for locks whose waiting the tool does not do.
 *
 * @param patience how long it tries, the time of the tries not counted
 * @param delays how it waits
 */
public record LockRetry(Duration patience, Delays delays) {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /**
   * Does the work.
   *
   * @param work what may find a lock held
   * @param <T> its result
   * @return its result, or its last failure
   */
  public <T> Future<T> run(Supplier<Future<T>> work) {
    return run(work, patience);
  }

  private <T> Future<T> run(Supplier<Future<T>> work, Duration left) {
    return work.get()
        .recover(
            thrown ->
                left.compareTo(Duration.ZERO) > 0 && isLocked(thrown)
                    ? delays.after(PAUSE).compose(waited -> run(work, left.minus(PAUSE)))
                    : Future.failedFuture(thrown));
  }

  private static boolean isLocked(Throwable thrown) {
    return thrown instanceof TendhostException failure
        && failure.error().kind() == FailureKind.PACKAGES_LOCKED;
  }
}
