package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;

/** Keeps what is written, and lets a test wait for it. */
final class WatchedOutput extends ByteArrayOutputStream {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(30);

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    super.write(bytes, offset, length);
    notifyAll();
  }

  /** Returns when this was written. */
  synchronized void await(String text) throws InterruptedException {
    long end = System.nanoTime() + BOUND_NANOS;
    while (!toString(UTF_8).contains(text)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("never written: " + text + " in " + toString(UTF_8));
      }
      wait(left);
    }
  }
}
