package dev.tendhost.exec.internal.local;

import java.util.concurrent.TimeUnit;

/** Waits with a bound, on worker threads, which nobody interrupts on purpose. */
final class Waiting {
  private Waiting() {}

  /** Whether the process ended in time. */
  static boolean forExit(Process process, long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
