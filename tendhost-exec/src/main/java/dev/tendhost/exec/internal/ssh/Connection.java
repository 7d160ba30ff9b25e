package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.SerialTasks;
import dev.tendhost.exec.internal.route.Route;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to a machine: opened for the first who asks, shared by all who ask, opened
 * again for the next after it is gone. After a failure nothing is tried until somebody asks.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private final Engine engine;
  private final Supplier<Future<Route>> way;
  private final boolean jump;
  private final ManagedHost host;
  private final SecretSource secrets;
  private final ConnectionListener listener;
  private final SerialTasks events;
  private final Set<Promise<HostSession>> waiting = new LinkedHashSet<>();
  private @Nullable HostSession session;
  private @Nullable Opening opening;

  Connection(
      Engine engine,
      Supplier<Future<Route>> way,
      boolean jump,
      ManagedHost host,
      SecretSource secrets,
      ConnectionListener listener) {
    this.engine = engine;
    this.way = way;
    this.jump = jump;
    this.host = host;
    this.secrets = secrets;
    this.listener = listener;
    this.events = new SerialTasks(engine.threads().listeners());
  }

  /** Completes the promise with an open session, or fails it with a Fault. */
  void join(Promise<HostSession> waiter) {
    HostSession open;
    Opening toStart = null;
    synchronized (this) {
      open = session != null && session.isOpen() ? session : null;
      if (open == null) {
        waiting.add(waiter);
        if (opening == null) {
          toStart = newOpening();
        }
      }
    }
    if (open != null) {
      waiter.tryComplete(open);
    } else if (toStart != null) {
      start(toStart);
    }
  }

  /** Waits no more. An opening that nobody waits for is given up. */
  void leave(Promise<HostSession> waiter) {
    Opening unused = null;
    synchronized (this) {
      if (waiting.remove(waiter) && waiting.isEmpty()) {
        unused = opening;
        opening = null;
      }
    }
    if (unused != null) {
      unused.giveUp();
    }
  }

  /** Drops what there is; who still waits gets a new one. Completes when it is gone, soon. */
  Future<Void> drop(String reason) {
    HostSession open;
    Opening old;
    Opening next = null;
    synchronized (this) {
      open = session;
      session = null;
      old = opening;
      opening = null;
      if (old != null && !waiting.isEmpty()) {
        next = newOpening();
      }
    }
    if (old != null) {
      old.giveUp();
    }
    if (next != null) {
      start(next);
    }
    return open == null ? Future.succeededFuture() : end(open, reason);
  }

  private Future<Void> end(HostSession open, String reason) {
    Promise<Void> gone = Promise.promise();
    var bound = engine.threads().after(LONGEST_CLOSE, gone::tryComplete);
    open.addCloseFutureListener(
        closed -> {
          bound.cancel(false);
          gone.tryComplete();
        });
    engine.threads().work(() -> open.end(reason));
    return gone.future();
  }

  private Opening newOpening() {
    Opening next = new Opening(engine, way, jump, host, secrets);
    opening = next;
    return next;
  }

  private void start(Opening next) {
    engine
        .threads()
        .work(
            () ->
                next.start().onComplete(ended -> engine.threads().work(() -> ended(next, ended))));
  }

  private void ended(Opening which, AsyncResult<HostSession> ended) {
    List<Promise<HostSession>> waiters;
    synchronized (this) {
      boolean stale = opening != which;
      waiters = stale ? List.of() : new ArrayList<>(waiting);
      if (!stale) {
        opening = null;
        waiting.clear();
        session = ended.succeeded() ? ended.result() : null;
      }
      if (ended.succeeded()) {
        if (stale) {
          ended.result().end("given up");
          return;
        }
        tell(listener::connected);
      }
    }
    if (ended.succeeded()) {
      watch(ended.result());
      waiters.forEach(waiter -> waiter.tryComplete(ended.result()));
    } else {
      waiters.forEach(waiter -> waiter.tryFail(ended.cause()));
    }
  }

  private void watch(HostSession open) {
    Heartbeat.of(open, engine.limits(), engine.threads());
    open.addCloseFutureListener(
        closed -> {
          synchronized (this) {
            if (session == open) {
              session = null;
            }
            tell(() -> listener.disconnected(open.reason()));
          }
        });
  }

  private void tell(Runnable event) {
    events.execute(
        () -> {
          try {
            event.run();
          } catch (RuntimeException | Error thrown) {
            LOG.atWarn().setCause(thrown).log("a connection listener threw");
          }
        });
  }
}
