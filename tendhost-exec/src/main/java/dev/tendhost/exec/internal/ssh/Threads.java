package dev.tendhost.exec.internal.ssh;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that all SSH executors of this JVM share, besides those that do the I/O: a few
 * daemons that end when they have been idle for {@link #IDLE_SECONDS}.
 */
final class Threads {
  static final int WORKERS = 16;

  /** The system's resolver blocks; its threads are their own, so that it delays nothing else. */
  static final int LOOKUPS = 32;

  static final int IDLE_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final long STACK_BYTES = 512 << 10;
  private static final Duration LONGEST_TIMER = Duration.ofDays(365 * 100);
  private static final Threads SHARED = new Threads();

  private final ThreadPoolExecutor workers = pool(WORKERS, "tendhost-ssh-worker-");
  private final ThreadPoolExecutor lookups = pool(LOOKUPS, "tendhost-ssh-lookup-");
  private final ScheduledThreadPoolExecutor timers;

  Threads() {
    timers = new ScheduledThreadPoolExecutor(1, daemons("tendhost-ssh-timer-"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
  }

  /** The ones of this JVM. */
  static Threads shared() {
    return SHARED;
  }

  /** Runs something that may take a moment or call foreign code. What it throws is logged. */
  void work(Runnable task) {
    workers.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error thrown) {
            LOG.atError().setCause(thrown).log("unexpected, in an SSH worker");
          }
        });
  }

  /** Asks something that may block for long. */
  <T> Future<T> lookup(Callable<T> question) {
    Promise<T> answer = Promise.promise();
    lookups.execute(
        () -> {
          try {
            answer.complete(question.call());
          } catch (Exception | Error thrown) {
            answer.fail(thrown);
          }
        });
    return answer.future();
  }

  /** Works later; to be cancelled. */
  java.util.concurrent.Future<?> after(Duration delay, Runnable task) {
    return timers.schedule(() -> work(task), nanos(delay), TimeUnit.NANOSECONDS);
  }

  /** Works later, in any case. */
  void later(Duration delay, Runnable task) {
    var unused = after(delay, task);
  }

  /** Works again and again; to be cancelled. */
  java.util.concurrent.Future<?> every(Duration interval, Runnable task) {
    long nanos = nanos(interval);
    return timers.scheduleWithFixedDelay(() -> work(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static long nanos(Duration time) {
    return (time.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : time).toNanos();
  }

  ScheduledExecutorService timers() {
    return timers;
  }

  ExecutorService workers() {
    return workers;
  }

  /** Threads keep nothing of whoever happened to need the first of them. */
  static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), STACK_BYTES, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(Threads.class.getClassLoader());
      return thread;
    };
  }

  private static ThreadPoolExecutor pool(int size, String prefix) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons(prefix));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
