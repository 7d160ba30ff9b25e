package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls adapters on behalf of one host. Whatever an adapter does, its future here completes exactly
 * once, on the host's own context, within the given time, and fails only with a {@link
 * TendhostException} that names the host.
 */
final class PortCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PortCalls.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(4);

  private final Context context;
  private final Time time;
  private final @Nullable HostName host;

  PortCalls(Context context, Time time, @Nullable HostName host) {
    this.context = context;
    this.time = time;
    this.host = host;
  }

  /** A call whose success says enough. */
  Future<Void> run(String what, Duration within, Supplier<Future<Void>> port) {
    return call(what, within, port);
  }

  /** A call that has to answer something. */
  <T> Future<T> get(String what, Duration within, Supplier<Future<T>> port) {
    return this.<T>call(what, within, port)
        .compose(
            value ->
                value == null
                    ? Future.failedFuture(internal(what + " answered nothing"))
                    : Future.succeededFuture(value));
  }

  /** Never fails: an executor that cannot be closed must not keep anybody from going on. */
  Future<Void> close(RemoteExecutor executor) {
    return run("closing the executor", CLOSE_WITHIN, executor::close)
        .onFailure(
            thrown ->
                LOG.atWarn()
                    .addKeyValue("host", host)
                    .setCause(thrown)
                    .log("an executor could not be closed"))
        .otherwiseEmpty();
  }

  /** Does one after the other; the first failure ends it. */
  static <A, B> Future<List<B>> oneByOne(List<A> items, Function<A, Future<B>> step) {
    Future<List<B>> all = Future.succeededFuture(new ArrayList<>());
    for (A item : items) {
      all =
          all.compose(
              done ->
                  step.apply(item)
                      .map(
                          result -> {
                            done.add(result);
                            return done;
                          }));
    }
    return all.map(List::copyOf);
  }

  private <T> Future<T> call(String what, Duration within, Supplier<Future<T>> port) {
    Promise<T> result = Promise.promise();
    Runnable cancel =
        time.after(within, () -> onContext(() -> result.tryFail(timeout(what, within))));
    Future<T> answer;
    try {
      answer = port.get();
    } catch (RuntimeException | Error thrown) {
      answer = Future.failedFuture(thrown);
    }
    if (answer == null) {
      answer = Future.failedFuture(internal(what + " returned no future"));
    }
    answer.onComplete(
        ended ->
            onContext(
                () -> {
                  cancel.run();
                  settle(result, what, ended);
                }));
    return result.future();
  }

  private <T> void settle(Promise<T> result, String what, AsyncResult<T> ended) {
    if (ended.succeeded()) {
      result.tryComplete(ended.result());
    } else if (ended.cause() instanceof TendhostException known) {
      result.tryFail(
          new TendhostException(TendhostException.errorOf(known, host), known.getCause()));
    } else {
      FleetError error = TendhostException.errorOf(ended.cause(), host);
      result.tryFail(
          new TendhostException(
              new FleetError(
                  error.kind(), host, what + ": " + error.message(), null, error.details()),
              ended.cause()));
    }
  }

  /** Runs something on the host's context; not once Vert.x is closed. */
  void onContext(Runnable action) {
    onContext(action, () -> {});
  }

  /** Runs something on the host's context, or something else where it is if Vert.x is closed. */
  void onContext(Runnable action, Runnable closed) {
    try {
      context.runOnContext(ignored -> action.run());
    } catch (RejectedExecutionException e) {
      closed.run();
    }
  }

  private TendhostException timeout(String what, Duration within) {
    return new TendhostException(
        FailureKind.TIMEOUT, host, what + " took longer than " + within.toSeconds() + " s");
  }

  private TendhostException internal(String message) {
    return new TendhostException(FailureKind.INTERNAL, host, message);
  }
}
