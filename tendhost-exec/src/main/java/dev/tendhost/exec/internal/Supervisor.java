package dev.tendhost.exec.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all local executors of this JVM share, and the queue before them.
 *
 * <p>Pipes block in Java, so a running command holds two daemon threads, one for each of its
 * streams, besides the one by which the JDK waits for every child; that is simple, wakes at once
 * and keeps a slow listener from delaying any other command. At most {@link #MAX_RUNNING} commands
 * run at a time, the others wait in the order they came, so threads and file descriptors are
 * bounded. Nothing here belongs to one executor, and every thread ends when it has been idle for
 * {@link #IDLE_SECONDS}: an idle executor costs its own few objects and nothing else.
 */
public final class Supervisor {
  static final int MAX_RUNNING = 512;
  static final int IDLE_SECONDS = 5;

  private static final Supervisor SHARED = new Supervisor(MAX_RUNNING);

  /** The streams' loops are flat, but listeners and handlers run on these stacks too. */
  private static final long STACK_BYTES = 512 << 10;

  private static final Duration LONGEST_TIMER = Duration.ofDays(365 * 100);

  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor timers;
  private final FifoPool pipes = new FifoPool();
  private final int maxRunning;
  private final Set<LocalRun> waiting = new LinkedHashSet<>();
  private int running;

  /** One with a bound of its own, for tests. */
  public Supervisor(int maxRunning) {
    this.maxRunning = maxRunning;
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("tendhost-exec-"));
    timers = new ScheduledThreadPoolExecutor(1, daemons("tendhost-exec-timer-"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
  }

  /** The one of this JVM. */
  public static Supervisor shared() {
    return SHARED;
  }

  FifoPool pipes() {
    return pipes;
  }

  /** Starts the command now or when it is its turn. */
  void submit(LocalRun run) {
    synchronized (this) {
      if (running >= maxRunning) {
        waiting.add(run);
        return;
      }
      running++;
    }
    if (!start(run)) {
      next();
    }
  }

  /** Takes a command out of the queue; false if its turn has come already. */
  synchronized boolean withdraw(LocalRun run) {
    return waiting.remove(run);
  }

  /** Runs something that may block and that nobody waits for. */
  void background(Runnable task) {
    workers.execute(task);
  }

  /** Runs something that may block. */
  CompletableFuture<Void> work(Runnable task) {
    return CompletableFuture.runAsync(task, workers);
  }

  /** Runs something short, later. */
  Future<?> after(Duration delay, Runnable task) {
    Duration bounded = delay.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : delay;
    return timers.schedule(task, bounded.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** False if there is no thread for it; the command has then failed. */
  private boolean start(LocalRun run) {
    try {
      workers.execute(
          () -> {
            try {
              run.execute();
            } finally {
              next();
            }
          });
      return true;
    } catch (RuntimeException | OutOfMemoryError noThread) {
      run.neverStarted(noThread);
      return false;
    }
  }

  /** A command has ended: its place is for the first that waits and can be started. */
  private void next() {
    LocalRun run;
    do {
      synchronized (this) {
        Iterator<LocalRun> first = waiting.iterator();
        if (!first.hasNext()) {
          running--;
          return;
        }
        run = first.next();
        first.remove();
      }
    } while (!start(run));
  }

  /** Threads keep nothing of whoever happened to need the first of them. */
  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), STACK_BYTES, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(Supervisor.class.getClassLoader());
      return thread;
    };
  }
}
