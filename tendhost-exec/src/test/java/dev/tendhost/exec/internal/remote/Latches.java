package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.tck.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for latches, with a bound. */
final class Latches {
  private Latches() {}

  static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(Outcome.SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
