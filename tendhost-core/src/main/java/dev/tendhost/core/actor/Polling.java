package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.domain.Sightings;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks one host again and again how it is up: one question at a time, each on a session of its own,
 * with growing pauses (sshd refuses who comes too often, MaxStartups in sshd_config(5)). Used on
 * the host's own context only.
 */
final class Polling {
  private static final Duration DISCONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 3;

  /** While a host starts, it may refuse everybody for a moment; who goes on is locked out. */
  private static final Duration AUTHENTICATION_FAILS_FOR = Duration.ofMinutes(2);

  /** Nothing that time will mend. */
  private static final Set<FailureKind> TERMINAL =
      Set.of(
          FailureKind.HOST_KEY_CHANGED, FailureKind.HOST_KEY_REVOKED, FailureKind.HOST_KEY_UNKNOWN);

  private final Time time;
  private final PortCalls calls;
  private final Pauses pauses;
  private final RemoteExecutor executor;
  private final Inquiry inquiry;
  private final HostName host;
  private @Nullable Instant refusedSince;

  Polling(
      Time time,
      PortCalls calls,
      Pauses pauses,
      RemoteExecutor executor,
      Inquiry inquiry,
      HostName host) {
    this.time = time;
    this.calls = calls;
    this.pauses = pauses;
    this.executor = executor;
    this.inquiry = inquiry;
    this.host = host;
  }

  /**
   * Asks until an answer is enough, at least once.
   *
   * @param seen notes what was seen and was not enough
   * @param judge what to make of an answer; empty: ask again
   * @param late what it is when the deadline is over
   */
  <T> Future<T> until(
      Instant deadline,
      Sightings seen,
      Function<Vitals, Future<Optional<T>>> judge,
      Function<Sightings, TendhostException> late) {
    Loop<T> loop = new Loop<>(deadline, seen, judge, late, Promise.promise());
    ask(loop, 0);
    return loop.found().future();
  }

  /** What one asking needs; its promise keeps the futures from growing with each answer. */
  private record Loop<T>(
      Instant deadline,
      Sightings seen,
      Function<Vitals, Future<Optional<T>>> judge,
      Function<Sightings, TendhostException> late,
      Promise<T> found) {}

  private <T> void ask(Loop<T> loop, int done) {
    disconnected()
        .compose(gone -> inquiry.vitals())
        .onSuccess(vitals -> refusedSince = null)
        .recover(thrown -> notYet(thrown, loop.seen()))
        .compose(
            vitals ->
                vitals == null
                    ? Future.succeededFuture(Optional.<T>empty())
                    : loop.judge().apply(vitals))
        .onFailure(loop.found()::tryFail)
        .onSuccess(
            found -> {
              if (found.isPresent()) {
                loop.found().tryComplete(found.get());
              } else {
                again(loop, done);
              }
            });
  }

  private <T> void again(Loop<T> loop, int done) {
    Duration pause = Pauses.backoff(FIRST_PAUSE, Math.min(done, MOST_DOUBLINGS));
    if (time.now().plus(pause).isAfter(loop.deadline())) {
      loop.found().tryFail(loop.late().apply(loop.seen()));
      return;
    }
    pauses.of(pause).onFailure(loop.found()::tryFail).onSuccess(waited -> ask(loop, done + 1));
  }

  /** A session from before the boot is half-open at best; one that hangs keeps nobody. */
  private Future<Void> disconnected() {
    return calls.run("disconnecting", DISCONNECT_WITHIN, executor::disconnect).otherwiseEmpty();
  }

  /** A failure that may be a part of booting is noted; any other ends the asking. */
  private Future<Vitals> notYet(Throwable thrown, Sightings seen) {
    FleetError error = TendhostException.errorOf(thrown, host);
    Instant now = time.now();
    seen.add(error.kind() + ": " + error.message(), now);
    if (error.kind() == FailureKind.AUTHENTICATION) {
      refusedSince = refusedSince == null ? now : refusedSince;
      if (refusedSince.plus(AUTHENTICATION_FAILS_FOR).isAfter(now)) {
        return Future.succeededFuture();
      }
    } else if (!TERMINAL.contains(error.kind())) {
      refusedSince = null;
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        new TendhostException(
            new FleetError(
                error.kind(),
                host,
                "after its reboot was asked for, and before it was proven: " + error.message(),
                error.command(),
                seen.details()),
            thrown));
  }
}
