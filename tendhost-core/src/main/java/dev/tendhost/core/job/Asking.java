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
import org.jspecify.annotations.Nullable;

/**
 * One question to a host, asked again until it is answered, it makes no sense any more, or the
 * asker gives up. Whatever the executor does, an attempt ends.
 */
final class Asking<T> {
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Host host;
  private final Retries retries;
  private final Command command;
  private final Function<CommandResult, T> reading;
  private final Promise<T> answer = Promise.promise();
  private @Nullable FleetError last;
  private Runnable cancel = () -> {};
  private boolean over;

  /** A host, and what asking it takes. */
  record Host(RemoteExecutor executor, Timers timers, JobFailures failures) {}

  /** The reading fails with {@link TendhostException} if it cannot be read. */
  Asking(Host host, Retries retries, Command command, Function<CommandResult, T> reading) {
    this.host = host;
    this.retries = retries;
    this.command = command;
    this.reading = reading;
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
    Promise<CommandResult> ended = Promise.promise();
    Duration most = command.timeout().plus(GRACE);
    Runnable timer = host.timers().after(most, () -> ended.tryFail(host.failures().silent(most)));
    run()
        .onComplete(
            result -> {
              timer.run();
              if (result.succeeded()) {
                ended.tryComplete(result.result());
              } else {
                ended.tryFail(result.cause());
              }
            });
    ended.future().map(reading).onComplete(this::ended);
  }

  private Future<CommandResult> run() {
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
      cancel = host.timers().after(delay, this::attempt);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }
}
