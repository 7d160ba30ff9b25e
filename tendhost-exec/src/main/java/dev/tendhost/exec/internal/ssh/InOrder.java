package dev.tendhost.exec.internal.ssh;

import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks on workers, one after the other, in the order they came. */
final class InOrder {
  private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

  private final Threads threads;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  InOrder(Threads threads) {
    this.threads = threads;
  }

  void run(Runnable task) {
    synchronized (this) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    threads.work(this::runAll);
  }

  private void runAll() {
    while (true) {
      Runnable task;
      synchronized (this) {
        task = tasks.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      try {
        task.run();
      } catch (RuntimeException | Error thrown) {
        LOG.atWarn().setCause(thrown).log("a connection listener threw");
      }
    }
  }
}
