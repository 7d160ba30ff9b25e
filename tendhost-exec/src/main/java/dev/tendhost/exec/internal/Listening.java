package dev.tendhost.exec.internal;

import dev.tendhost.core.port.OutputListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards a command's listener: one call at a time, none after {@link #mute}, and what it throws
 * ends nothing.
 */
public final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  /** How long a call that is under way may still take before the command completes without it. */
  private static final long LAST_CALL_MILLIS = 200;

  private final @Nullable OutputListener listener;
  private final String command;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean muted;
  private boolean complained;

  public Listening(@Nullable OutputListener listener, String command) {
    this.listener = listener;
    this.command = command;
  }

  /** Whether there is a listener. */
  public boolean hears() {
    return listener != null;
  }

  /** Splits one stream into lines for the listener; null if nobody listens. */
  public @Nullable LineSplitter splitter(OutputListener.Source source) {
    OutputListener hears = listener;
    return hears == null ? null : new LineSplitter(line -> tell(hears, source, line));
  }

  /** Ends the calls. A call that blocks against the rule is not waited for. */
  public void mute() {
    muted = true;
    try {
      if (lock.tryLock(LAST_CALL_MILLIS, TimeUnit.MILLISECONDS)) {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(OutputListener hears, OutputListener.Source source, String line) {
    lock.lock();
    try {
      if (!muted) {
        hears.line(source, line);
      }
    } catch (Throwable thrown) {
      complain(thrown);
    } finally {
      lock.unlock();
    }
  }

  /** Once a command: a listener that throws at one line throws at ten thousand. */
  private void complain(Throwable thrown) {
    if (!complained) {
      complained = true;
      LOG.atWarn()
          .addKeyValue("command", command)
          .setCause(thrown)
          .log("an output listener threw; the command goes on, further exceptions are not logged");
    }
  }
}
