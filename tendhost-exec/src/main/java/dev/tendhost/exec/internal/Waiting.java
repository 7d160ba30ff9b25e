package dev.tendhost.exec.internal;

import java.util.concurrent.TimeUnit;

/** Waits with a bound, on worker threads, which nobody interrupts on purpose. */
final class Waiting {
  private Waiting() {}

  /** Whether the process ended in time. */
  static boolean forExit(Process process, long time, TimeUnit unit) {
    try {
      return process.waitFor(time, unit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
