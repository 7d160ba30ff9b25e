package dev.tendhost.exec.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs tasks on shared threads, one at a time and in the order they came. None may throw. */
public final class SerialTasks implements Executor {
  /** After so many, others get the thread. */
  private static final int TURN = 32;

  private final Executor threads;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  public SerialTasks(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    continueLater();
  }

  private void continueLater() {
    try {
      threads.execute(this::turn);
    } catch (RejectedExecutionException closed) {
      turn();
    }
  }

  private void turn() {
    for (int i = 0; i < TURN; i++) {
      Runnable task = next();
      if (task == null) {
        return;
      }
      task.run();
    }
    continueLater();
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = tasks.poll();
    running = task != null;
    return task;
  }
}
