package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Finds out when all output of a command is there. Something that it left behind may hold the
 * channel: then until that is quiet for a while, but not for long. All of it is called in order.
 */
final class LastOutput {
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

  private final SshThreads threads;
  private final Executor tasks;
  private final Consumer<Boolean> over;
  private boolean exited;
  private boolean ended;
  private long exitedAt;
  private long cameAt;

  /**
   * Nothing has come yet.
   *
   * @param tasks where to call it and where it calls
   * @param over told at the end whether output still came; maybe more than once
   */
  LastOutput(SshThreads threads, Executor tasks, Consumer<Boolean> over) {
    this.threads = threads;
    this.tasks = tasks;
    this.over = over;
  }

  /** Some output has come. */
  void came() {
    cameAt = Ticker.now();
  }

  /** The command has exited. */
  void exited() {
    exited = true;
    exitedAt = Ticker.now();
    if (ended) {
      over.accept(false);
    } else {
      later();
    }
  }

  /** No output will follow. */
  void ended() {
    ended = true;
    if (exited) {
      over.accept(false);
    }
  }

  boolean hasEnded() {
    return ended;
  }

  private void later() {
    threads.later(GRACE, () -> tasks.execute(this::graceOver));
  }

  private void graceOver() {
    boolean quiet = Ticker.since(Math.max(exitedAt, cameAt)).compareTo(GRACE) >= 0;
    if (ended || quiet || Ticker.since(exitedAt).compareTo(LONGEST_GRACE) >= 0) {
      over.accept(!ended && !quiet);
    } else {
      later();
    }
  }
}
