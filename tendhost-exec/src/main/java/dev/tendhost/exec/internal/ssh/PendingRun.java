package dev.tendhost.exec.internal.ssh;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.Ticker;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.SshFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * One command from its request to its result: it waits for the connection, then for a channel, then
 * it runs. Its time-out counts from its request. Until it runs it can be taken out of whatever it
 * waits in; after that the {@link Runner} minds it, and the end of its session ends it.
 */
final class PendingRun {
  /** How long a command may take to tell of its own end after its session has ended. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final int REFUSALS = 3;
  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofMillis(250);

  private final SshHost host;
  private final Engine engine;
  private final Command command;
  private final Failures failures;
  private final long begun = Ticker.now();
  private final Promise<CommandResult> promise = Promise.promise();
  private java.util.concurrent.@Nullable Future<?> timer;
  private @Nullable Promise<HostSession> connecting;
  private @Nullable Channels queue;
  private Runner.@Nullable Running running;
  private boolean launched;
  private boolean over;
  private boolean closed;
  private int refusals;

  PendingRun(SshHost host, Engine engine, Command command) {
    this.host = host;
    this.engine = engine;
    this.command = command;
    this.failures = new Failures(host.name(), command);
  }

  /** Completes exactly once. */
  Future<CommandResult> future() {
    return promise.future();
  }

  void begin() {
    synchronized (this) {
      timer = engine.threads().after(command.timeout(), this::timedOut);
    }
    connect();
  }

  /** From now on it does not begin to run any more, whatever becomes free. */
  synchronized void startNoMore() {
    closed = true;
  }

  /** Ends it because its executor is closed. Returns at once. */
  void close() {
    Runner.Running toEnd;
    boolean waits;
    synchronized (this) {
      closed = true;
      toEnd = running;
      waits = !launched;
    }
    if (toEnd != null) {
      toEnd.close();
    } else if (waits) {
      fail(failures.closedWhileWaiting());
    }
  }

  /** Waits for the connection, and then for a channel of it. */
  private void connect() {
    Promise<HostSession> session = Promise.promise();
    synchronized (this) {
      if (over) {
        return;
      }
      connecting = session;
      queue = null;
    }
    session
        .future()
        .onSuccess(this::queueUp)
        .onFailure(thrown -> fail(failures.of((Fault) thrown)));
    host.connection().join(session);
  }

  private void queueUp(HostSession session) {
    Channels channels = host.channels(session);
    synchronized (this) {
      if (over) {
        return;
      }
      connecting = null;
      queue = channels;
    }
    channels.queue(this);
  }

  /** A channel of the session may be used now. */
  void go(HostSession session, Channels channels) {
    engine.threads().work(() -> start(session, channels));
  }

  /** The session is gone before it was this one's turn. */
  void again() {
    engine.threads().work(this::connect);
  }

  private void start(HostSession session, Channels channels) {
    if (!session.isOpen()) {
      channels.release();
      connect();
      return;
    }
    Duration left = command.timeout().minus(Ticker.since(begun));
    boolean tooLate = left.isNegative() || left.isZero();
    synchronized (this) {
      queue = null;
      launched = !over && !closed && !tooLate;
    }
    if (!launched()) {
      channels.release();
      if (tooLate) {
        timedOut();
      }
      return;
    }
    launch(session, channels, left);
  }

  private void launch(HostSession session, Channels channels, Duration left) {
    Runner.Running started = host.start(session, command, left);
    synchronized (this) {
      stopTimer();
      running = started;
    }
    SshFutureListener<CloseFuture> lost =
        gone -> {
          Duration patience = closedMeanwhile() ? Duration.ZERO : LAST_WORDS;
          engine.threads().later(patience, () -> started.lost(session.reason()));
        };
    session.addCloseFutureListener(lost);
    started
        .future()
        .onComplete(
            ended -> {
              session.removeCloseFutureListener(lost);
              engine.threads().work(() -> ended(ended, session, channels));
            });
    if (closedMeanwhile()) {
      started.close();
    }
  }

  private void ended(AsyncResult<CommandResult> ended, HostSession session, Channels channels) {
    synchronized (this) {
      running = null;
      launched = !noChannel(ended);
    }
    if (ended.succeeded()) {
      channels.release();
      succeed(ended.result());
    } else if (!launched()) {
      refused(session, channels);
    } else {
      channels.release();
      fail(ended.cause());
    }
  }

  /** Nothing ran: it waits for another's channel, or a little if there is no other. */
  private void refused(HostSession session, Channels channels) {
    synchronized (this) {
      if (over) {
        channels.release();
        return;
      }
      Duration left = command.timeout().minus(Ticker.since(begun));
      timer = engine.threads().after(left.isNegative() ? Duration.ZERO : left, this::timedOut);
      queue = channels;
    }
    if (closedMeanwhile()) {
      channels.release();
      fail(failures.closedWhileWaiting());
    } else if (!channels.refused(this)) {
      if (++refusals < REFUSALS) {
        engine.threads().later(PAUSE_AFTER_REFUSAL, () -> go(session, channels));
      } else {
        channels.release();
        fail(
            failures.of(
                FailureKind.COMMAND_FAILED,
                "could not be run: the server opens no channel for commands;"
                    + " set MaxSessions in its sshd_config to 1 or more",
                Map.of()));
      }
    }
  }

  private void timedOut() {
    boolean connected;
    synchronized (this) {
      if (over || launched) {
        return;
      }
      connected = connecting == null;
    }
    String why =
        connected
            ? "because too many commands run on this host's connection"
            : "because the connection to the host was not up yet";
    fail(
        failures.of(
            FailureKind.TIMEOUT,
            "did not start within "
                + command.timeout()
                + " "
                + why
                + ", nothing was run; try again or allow more time",
            Map.of()));
  }

  private void fail(Throwable failure) {
    if (finish()) {
      Throwable told =
          failure instanceof TendhostException ? failure : failures.unexpected(failure);
      engine.threads().results().execute(() -> promise.tryFail(told));
    }
  }

  private void succeed(CommandResult result) {
    if (finish()) {
      engine.threads().results().execute(() -> promise.tryComplete(result));
    }
  }

  /** Leaves whatever it waits in; false if it was over already. */
  private boolean finish() {
    Promise<HostSession> left;
    Channels queued;
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      stopTimer();
      left = connecting;
      queued = queue;
    }
    if (left != null) {
      host.connection().leave(left);
    }
    if (queued != null) {
      queued.withdraw(this);
    }
    return true;
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private synchronized boolean launched() {
    return launched;
  }

  private synchronized boolean closedMeanwhile() {
    return closed;
  }

  private static boolean noChannel(AsyncResult<CommandResult> ended) {
    for (Throwable at = ended.cause(); at != null; at = at.getCause()) {
      if (at instanceof SshChannelOpenException) {
        return true;
      }
    }
    return false;
  }
}
