package dev.tendhost.exec.internal.ssh;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Who may use a channel of one session. Others wait in the order they came. A server that opens
 * fewer than we would like is learned.
 */
final class Channels {
  private final Deque<PendingRun> waiting = new ArrayDeque<>();
  private final HostSession session;
  private int limit;
  private int taken;

  Channels(HostSession session, int limit) {
    this.session = session;
    this.limit = limit;
    session.addCloseFutureListener(closed -> takeAll().forEach(PendingRun::again));
  }

  boolean of(HostSession other) {
    return session == other;
  }

  /** Queues; whoever's turn it is then or later is told on a worker. */
  void queue(PendingRun run) {
    synchronized (this) {
      waiting.addLast(run);
    }
    next();
  }

  /** Whether it was still waiting. */
  synchronized boolean withdraw(PendingRun run) {
    return waiting.remove(run);
  }

  /** One is done with its channel. */
  void release() {
    synchronized (this) {
      taken--;
    }
    next();
  }

  /**
   * The server opened no channel for this one, which goes to the head of the queue.
   *
   * @return false if it refused the only one, which keeps its place until it is released
   */
  boolean refused(PendingRun run) {
    synchronized (this) {
      if (taken == 1) {
        return false;
      }
      taken--;
      limit = taken;
      waiting.addFirst(run);
    }
    next();
    return true;
  }

  /** All that wait, because the session is gone. */
  private List<PendingRun> takeAll() {
    synchronized (this) {
      List<PendingRun> all = new ArrayList<>(waiting);
      waiting.clear();
      return all;
    }
  }

  private void next() {
    while (true) {
      PendingRun run;
      synchronized (this) {
        if (taken >= limit || waiting.isEmpty()) {
          return;
        }
        run = waiting.removeFirst();
        taken++;
      }
      run.go(session, this);
    }
  }
}
