package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Knows the last job of each host, and whether it runs. Safe for any thread. */
final class Jobs implements JobWatcher {
  private final Map<HostName, JobRef> running = new HashMap<>();
  private final Map<HostName, JobRef> over = new HashMap<>();
  private final BiConsumer<HostName, JobRef> tell;
  private boolean stopped;

  /** What is given last hears of each job before it starts. */
  Jobs(BiConsumer<HostName, JobRef> tell) {
    this.tell = tell;
  }

  @Override
  public boolean starting(HostName host, JobRef job) {
    synchronized (this) {
      if (stopped) {
        return false;
      }
      running.put(host, job);
    }
    tell.accept(host, job);
    return true;
  }

  @Override
  public synchronized void resuming(HostName host, JobRef job) {
    running.put(host, job);
  }

  @Override
  public synchronized void ended(HostName host, JobRef job) {
    running.remove(host, job);
    over.put(host, job);
  }

  /** From now on none starts. */
  synchronized void stop() {
    stopped = true;
  }

  /** The job that may run on a host; null if none does. */
  synchronized @Nullable JobRef running(HostName host) {
    return running.get(host);
  }

  /** The last job of a host that has ended; null if none did. */
  synchronized @Nullable JobRef over(HostName host) {
    return over.get(host);
  }
}
