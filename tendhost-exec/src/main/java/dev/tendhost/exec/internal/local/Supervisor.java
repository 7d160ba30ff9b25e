package dev.tendhost.exec.internal.local;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
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

  private final ThreadPoolExecutor starter;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor timers;
  private final FifoPool pipes = new FifoPool();
  private final int maxRunning;
  private final Set<LocalRun> waiting = new LinkedHashSet<>();
  private int running;

  /** One with a bound of its own, for tests. */
  public Supervisor(int maxRunning) {
    this.maxRunning = maxRunning;
    starter =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("tendhost-exec-starter-"));
    starter.allowCoreThreadTimeOut(true);
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

  /** Starts the command soon or when it is its turn; the caller does not even make a thread. */
  void submit(LocalRun run) {
    synchronized (this) {
      waiting.add(run);
    }
    try {
      starter.execute(this::startNext);
    } catch (RuntimeException | OutOfMemoryError noThread) {
      withdraw(run);
      run.neverStarted(noThread);
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

  /** Starts the first that waits, if there is one and room for it. */
  private void startNext() {
    LocalRun run;
    synchronized (this) {
      Iterator<LocalRun> first = waiting.iterator();
      if (running >= maxRunning || !first.hasNext()) {
        return;
      }
      run = first.next();
      first.remove();
      running++;
    }
    try {
      workers.execute(() -> runAndMakeRoom(run));
    } catch (RuntimeException | OutOfMemoryError noThread) {
      run.neverStarted(noThread);
      makeRoom();
    }
  }

  private void runAndMakeRoom(LocalRun run) {
    try {
      run.execute();
    } finally {
      makeRoom();
    }
  }

  private void makeRoom() {
    synchronized (this) {
      running--;
      if (waiting.isEmpty()) {
        return;
      }
    }
    starter.execute(this::startNext);
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
