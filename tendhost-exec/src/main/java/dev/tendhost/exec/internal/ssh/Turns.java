package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lets so many go on at once; the others wait in the order they came, without a thread. */
final class Turns {
  private final int atOnce;
  private final SshThreads threads;
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private int taken;

  Turns(int atOnce, SshThreads threads) {
    this.atOnce = atOnce;
    this.threads = threads;
  }

  /** Queues; the task is run on a worker when it is its turn. */
  Turn take(Runnable task) {
    Turn turn = new Turn(task);
    synchronized (this) {
      if (taken == atOnce) {
        waiting.add(turn);
        return turn;
      }
      taken++;
      turn.state = State.GOING;
    }
    threads.work(task);
    return turn;
  }

  private enum State {
    WAITING,
    GOING,
    OVER
  }

  /** One who waits or goes on. */
  final class Turn {
    private final Runnable task;
    private State state = State.WAITING;

    private Turn(Runnable task) {
      this.task = task;
    }

    /** Gives the turn back, or leaves the queue. A second time is nothing. */
    void end() {
      Turn next = endAndPoll();
      if (next != null) {
        threads.work(next.task);
      }
    }

    private @Nullable Turn endAndPoll() {
      synchronized (Turns.this) {
        State before = state;
        state = State.OVER;
        if (before == State.WAITING) {
          waiting.remove(this);
        }
        if (before != State.GOING) {
          return null;
        }
        Turn next = waiting.poll();
        if (next == null) {
          taken--;
        } else {
          next.state = State.GOING;
        }
        return next;
      }
    }
  }
}
