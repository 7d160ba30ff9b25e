package dev.tendhost.core.job;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to a host, asked again until it is answered, it makes no sense any more, or the
 * asker gives up. Whatever the executor does, an attempt ends.
 */
final class Asking<T> {
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Host host;
  private final Retries retries;
  private final Supplier<Attempt<T>> attempts;
  private final Promise<T> answer = Promise.promise();
  private @Nullable FleetError last;
  private @Nullable FleetError open;
  private Runnable cancel = () -> {};
  private boolean over;

  /** A host, and what asking it takes. */
  record Host(RemoteExecutor executor, Timers timers, JobFailures failures) {}

  /** How to ask once. The reading fails with {@link TendhostException} if it cannot be read. */
  record Attempt<T>(Command command, Function<CommandResult, T> reading) {}

  /** The supplier is asked for each attempt. */
  Asking(Host host, Retries retries, Supplier<Attempt<T>> attempts) {
    this.host = host;
    this.retries = retries;
    this.attempts = attempts;
  }

  /** Asks, once. Completes on any thread; never if the asker gives up. */
  Future<T> begin() {
    attempt();
    return answer.future();
  }

  /** Asks no more. */
  synchronized void giveUp() {
    over = true;
    cancel.run();
  }

  /** Why the last attempt that may have done something on the host was not answered. */
  synchronized Optional<FleetError> open() {
    return Optional.ofNullable(open);
  }

  /** Why nothing came of it, after having given up. */
  synchronized TendhostException failure(String what, Duration patience) {
    return last == null
        ? host.failures().silent(patience)
        : host.failures().notReached(what, patience, last);
  }

  private void attempt() {
    if (isOver()) {
      return;
    }
    Attempt<T> attempt = attempts.get();
    Promise<CommandResult> ended = Promise.promise();
    Duration most = attempt.command().timeout().plus(GRACE);
    Runnable timer = host.timers().after(most, () -> ended.tryFail(host.failures().silent(most)));
    run(attempt.command())
        .onComplete(
            result -> {
              timer.run();
              if (result.succeeded()) {
                ended.tryComplete(result.result());
              } else {
                ended.tryFail(result.cause());
              }
            });
    ended.future().map(attempt.reading()).onComplete(this::ended);
  }

  private Future<CommandResult> run(Command command) {
    try {
      Future<CommandResult> result = host.executor().run(command);
      return result == null ? Future.failedFuture("the executor returned no future") : result;
    } catch (RuntimeException | Error thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private void ended(AsyncResult<T> attempt) {
    if (isOver()) {
      return;
    }
    if (attempt.succeeded()) {
      retries.answered();
      answer.tryComplete(attempt.result());
      return;
    }
    FleetError error = TendhostException.errorOf(attempt.cause(), null);
    Optional<Duration> delay = retries.after(error);
    if (delay.isPresent()) {
      again(error, delay.get());
    } else {
      answer.tryFail(host.failures().of(attempt.cause()));
    }
  }

  private synchronized void again(FleetError error, Duration delay) {
    if (!over) {
      last = error;
      open = Retries.mayHaveRun(error) ? error : open;
      cancel = host.timers().after(delay, this::attempt);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }
}
