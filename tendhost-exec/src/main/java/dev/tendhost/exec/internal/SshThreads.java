package dev.tendhost.exec.internal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that all SSH executors of this JVM share, besides those that do the I/O: a few
 * daemons that end when they have been idle for {@link #IDLE_SECONDS}. Code of others may block
 * against the rules; it has threads apart, so that it holds up neither time-outs nor heartbeats,
 * and a listener no results.
 */
public final class SshThreads {
  /** Of each kind. */
  static final int MOST = 16;

  /** The system's resolver blocks; its threads are their own, so that it delays nothing else. */
  static final int LOOKUPS = 32;

  static final int IDLE_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(SshThreads.class);
  private static final long STACK_BYTES = 512 << 10;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST_TIMER = Duration.ofDays(365 * 100);
  private static final SshThreads SHARED = new SshThreads();

  private final ThreadPoolExecutor workers = pool(MOST, "tendhost-ssh-worker-");
  private final ThreadPoolExecutor listeners = pool(MOST, "tendhost-ssh-listener-");
  private final ThreadPoolExecutor results = pool(MOST, "tendhost-ssh-result-");
  private final ThreadPoolExecutor lookups = pool(LOOKUPS, "tendhost-ssh-lookup-");
  private final ScheduledThreadPoolExecutor timers;

  private SshThreads() {
    timers = new ScheduledThreadPoolExecutor(1, daemons("tendhost-ssh-timer-"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
  }

  /** The ones of this JVM. */
  public static SshThreads shared() {
    return SHARED;
  }

  /** Runs something of ours that may take a moment. What it throws is logged. */
  public void work(Runnable task) {
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
  public <T> Future<T> lookup(Callable<T> question) {
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

  /** Asks code of others, as a secret source; the answer is told on a worker. */
  public <T> Future<T> ask(Supplier<Future<T>> question) {
    Promise<T> answer = Promise.promise();
    listeners.execute(
        () -> {
          Future<T> asked;
          try {
            asked = question.get();
          } catch (RuntimeException | Error thrown) {
            asked = Future.failedFuture(thrown);
          }
          asked.onComplete(told -> work(() -> answer.handle(told)));
        });
    return answer.future();
  }

  /** Works later; to be cancelled. */
  public java.util.concurrent.Future<?> after(Duration delay, Runnable task) {
    return timers.schedule(() -> work(task), nanos(delay), TimeUnit.NANOSECONDS);
  }

  /** Works later, in any case. */
  public void later(Duration delay, Runnable task) {
    var unused = after(delay, task);
  }

  /** Works again and again; to be cancelled. */
  public java.util.concurrent.Future<?> every(Duration interval, Runnable task) {
    long nanos = nanos(interval);
    return timers.scheduleWithFixedDelay(() -> work(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Works as soon as a condition holds, or when the time is over. */
  public void when(BooleanSupplier condition, Duration left, Runnable task) {
    if (left.isNegative() || condition.getAsBoolean()) {
      work(task);
    } else {
      later(LOOK, () -> when(condition, left.minus(LOOK), task));
    }
  }

  private static long nanos(Duration time) {
    return (time.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : time).toNanos();
  }

  public ScheduledExecutorService timers() {
    return timers;
  }

  /** For ours. */
  public ExecutorService workers() {
    return workers;
  }

  /** For what calls listeners. */
  public Executor listeners() {
    return listeners;
  }

  /** For what completes a caller's future, and so runs its handlers. */
  public Executor results() {
    return results;
  }

  /** Threads keep nothing of whoever happened to need the first of them. */
  public static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), STACK_BYTES, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(SshThreads.class.getClassLoader());
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
