package dev.tendhost.core.internal;

import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.core.stream.EventStream;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cursor into the {@link EventJournal}; it holds no events itself. */
final class JournalSubscription implements EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(JournalSubscription.class);

  /** So many events in one turn of the event loop; then others have theirs. */
  private static final int TURN = 256;

  private final EventJournal journal;
  private final Context context;
  private @Nullable FleetEvent first;
  private long cursor;
  private long demand = Long.MAX_VALUE;
  private boolean scheduled;
  private boolean closed;
  private @Nullable Handler<FleetEvent> handler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private @Nullable Handler<Void> endHandler;

  JournalSubscription(
      EventJournal journal, Context context, @Nullable FleetEvent first, long cursor) {
    this.journal = journal;
    this.context = context;
    this.first = first;
    this.cursor = cursor;
  }

  /** Delivers soon what there is, if anybody wants it. */
  synchronized void wake() {
    if (!scheduled && !closed && handler != null && demand > 0) {
      try {
        context.runOnContext(ignored -> deliver());
        scheduled = true;
      } catch (RejectedExecutionException gone) {
        closed = true;
        journal.remove(this);
      }
    }
  }

  private void deliver() {
    for (int i = 0; i < TURN; i++) {
      Handler<FleetEvent> target;
      FleetEvent event;
      synchronized (this) {
        event = closed || demand == 0 ? null : peek();
        target = handler;
        if (event == null || target == null) {
          scheduled = false;
          return;
        }
        advance(event);
      }
      handle(target, event);
    }
    synchronized (this) {
      scheduled = false;
    }
    wake();
  }

  private @Nullable FleetEvent peek() {
    return first != null ? first : journal.read(cursor);
  }

  private void advance(FleetEvent event) {
    first = null;
    cursor = event.seq() + 1;
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
  }

  private void handle(Handler<FleetEvent> target, FleetEvent event) {
    try {
      target.handle(event);
    } catch (RuntimeException | Error thrown) {
      Handler<Throwable> listener;
      synchronized (this) {
        listener = exceptionHandler;
      }
      if (listener == null || !handled(listener, thrown)) {
        LOG.atWarn().addKeyValue("seq", event.seq()).setCause(thrown).log("event handler failed");
      }
    }
  }

  /** A handler that throws must not end the deliveries. */
  private static <T> boolean handled(Handler<T> target, @Nullable T value) {
    try {
      target.handle(value);
      return true;
    } catch (RuntimeException | Error thrown) {
      LOG.atWarn().setCause(thrown).log("a subscriber's handler failed");
      return false;
    }
  }

  @Override
  public EventStream handler(@Nullable Handler<FleetEvent> value) {
    synchronized (this) {
      handler = value;
    }
    wake();
    return this;
  }

  @Override
  public synchronized EventStream exceptionHandler(@Nullable Handler<Throwable> value) {
    exceptionHandler = value;
    return this;
  }

  @Override
  public synchronized EventStream endHandler(@Nullable Handler<Void> value) {
    endHandler = value;
    return this;
  }

  @Override
  public synchronized EventStream pause() {
    demand = 0;
    return this;
  }

  @Override
  public EventStream resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public EventStream fetch(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("cannot fetch " + amount);
    }
    synchronized (this) {
      demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    }
    wake();
    return this;
  }

  @Override
  public Future<Void> close() {
    journal.remove(this);
    synchronized (this) {
      if (closed) {
        return Future.succeededFuture();
      }
      closed = true;
    }
    Promise<Void> done = Promise.promise();
    try {
      context.runOnContext(ignored -> end(done));
    } catch (RejectedExecutionException gone) {
      done.complete();
    }
    return done.future();
  }

  private void end(Promise<Void> done) {
    Handler<Void> listener;
    synchronized (this) {
      listener = endHandler;
    }
    if (listener != null) {
      handled(listener, null);
    }
    done.complete();
  }
}
