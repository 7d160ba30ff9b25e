package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.Route;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection: first the one to the jump host, then, when it is its turn, this one, with
 * further tries while the server has no room.
 */
final class Opening {
  private static final long FIRST_PAUSE_MILLIS = 300;
  private static final long LONGEST_PAUSE_MILLIS = 3_000;

  private final Engine engine;
  private final Supplier<Future<Route>> way;
  private final boolean jump;
  private final ManagedHost host;
  private final SecretSource secrets;
  private final Promise<HostSession> result = Promise.promise();
  private final Promise<HostSession> viaJump = Promise.promise();
  private JumpHosts.@Nullable Lease lease;
  private Turns.@Nullable Turn jumpTurn;
  private Turns.@Nullable Turn turn;
  private @Nullable Attempt attempt;
  private @Nullable LoginTime time;
  private int tries;
  private boolean over;
  private boolean late;
  private volatile boolean pausing;

  Opening(
      Engine engine,
      Supplier<Future<Route>> way,
      boolean jump,
      ManagedHost host,
      SecretSource secrets) {
    this.engine = engine;
    this.way = way;
    this.jump = jump;
    this.host = host;
    this.secrets = secrets;
  }

  /** Completes with a session that is logged in, or fails with a Fault. */
  Future<HostSession> start() {
    result.future().onComplete(this::over);
    way.get().onFailure(thrown -> result.tryFail(OpeningFaults.noWay(thrown))).onSuccess(this::go);
    return result.future();
  }

  /** Gives up, because nobody waits any more. */
  void giveUp() {
    result.tryFail(OpeningFaults.unused());
  }

  private void go(Route route) {
    Hop hop = route.host();
    if (route.jumps().isEmpty()) {
      queue(hop, null, null);
      return;
    }
    JumpHosts.Lease leased = engine.jumpHosts().lease(route.jumps(), host, secrets);
    boolean tooLate;
    synchronized (this) {
      lease = leased;
      tooLate = over;
    }
    if (tooLate) {
      leased.end();
      return;
    }
    leased.connection().join(viaJump);
    viaJump.future().onFailure(result::tryFail).onSuccess(via -> queue(hop, via, leased));
  }

  private void queue(Hop hop, @Nullable HostSession via, JumpHosts.@Nullable Lease leased) {
    if (leased == null || via == null) {
      hold(engine.connecting().take(() -> begin(hop, null)), false);
    } else {
      hold(
          leased.turns().take(() -> hold(engine.connecting().take(() -> begin(hop, via)), false)),
          true);
    }
  }

  /** Keeps a turn to give back; at once if all is over. */
  private void hold(Turns.Turn taken, boolean ofJump) {
    boolean tooLate;
    synchronized (this) {
      tooLate = over;
      if (ofJump) {
        jumpTurn = taken;
      } else {
        turn = taken;
      }
    }
    if (tooLate) {
      taken.end();
    }
  }

  private void begin(Hop hop, @Nullable HostSession via) {
    LoginTime begun;
    synchronized (this) {
      if (over) {
        return;
      }
      begun = new LoginTime(engine.limits().connectTimeout(), engine.threads(), this::tooLate);
      time = begun;
    }
    attempt(hop, via, begun);
  }

  private void again(Hop hop, @Nullable HostSession via, LoginTime begun, Fault last) {
    pausing = false;
    if (late()) {
      result.tryFail(stillBusy(last));
    } else {
      attempt(hop, via, begun);
    }
  }

  private Fault stillBusy(Fault last) {
    return OpeningFaults.stillBusy(last, tries(), engine.limits().connectTimeout());
  }

  private void attempt(Hop hop, @Nullable HostSession via, LoginTime begun) {
    Attempt next;
    synchronized (this) {
      if (over) {
        return;
      }
      tries++;
      next = new Attempt(engine, hop, jump, host, begun.pausedBy(secrets), via, begun::left);
      attempt = next;
    }
    next.start().onComplete(ended -> ended(ended, hop, via, begun));
  }

  private void ended(
      AsyncResult<HostSession> ended, Hop hop, @Nullable HostSession via, LoginTime begun) {
    if (ended.succeeded()) {
      if (!result.tryComplete(ended.result())) {
        ended.result().end("given up");
      }
      return;
    }
    Fault fault = (Fault) ended.cause();
    if (!fault.details().containsKey(OpeningFaults.BUSY) || (via != null && !via.isOpen())) {
      result.tryFail(fault);
      return;
    }
    Duration pause = pause();
    if (late() || pause.compareTo(begun.left()) >= 0) {
      result.tryFail(stillBusy(fault));
    } else {
      pausing = true;
      engine.threads().later(pause, () -> again(hop, via, begun, fault));
    }
  }

  /** Between half and one and a half of what doubles with each try. */
  private Duration pause() {
    long middle = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries() - 1, 10));
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(middle / 2, middle + middle / 2 + 1));
  }

  private synchronized int tries() {
    return tries;
  }

  /** Whether it waits until the server has room again. */
  boolean isPausing() {
    return pausing;
  }

  private synchronized boolean late() {
    return late;
  }

  /** The time is up. In a pause between two tries, the next one is not made. */
  void tooLate() {
    Attempt current;
    synchronized (this) {
      late = true;
      current = attempt;
    }
    if (current != null) {
      current.giveUp(true);
    }
  }

  /** The first to hear of the end: gives back what was taken. */
  private void over(AsyncResult<HostSession> ended) {
    Attempt current;
    JumpHosts.Lease leased;
    synchronized (this) {
      over = true;
      current = attempt;
      leased = lease;
      if (time != null) {
        time.end();
      }
      if (turn != null) {
        turn.end();
      }
      if (jumpTurn != null) {
        jumpTurn.end();
      }
    }
    if (ended.succeeded()) {
      if (leased != null) {
        ended.result().addCloseFutureListener(closed -> leased.end());
      }
      return;
    }
    if (current != null) {
      current.giveUp(false);
    }
    if (leased != null) {
      leased.connection().leave(viaJump);
      leased.end();
    }
  }
}
