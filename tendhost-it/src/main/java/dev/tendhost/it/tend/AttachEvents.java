package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Tells what a fleet would tell of a host whose job is watched. Safe for any thread. */
final class AttachEvents implements UpgradeListener, ConnectionListener {
  private final HostName host;
  private final JobRef job;
  private final Conversation talk;
  private final String stream;
  private long last;
  private volatile boolean ended;

  AttachEvents(HostName host, JobRef job, Conversation talk) {
    this.host = host;
    this.job = job;
    this.talk = talk;
    this.stream = "attached-" + host;
  }

  /** Whether the job's end is known to its package manager. */
  boolean ended() {
    return ended;
  }

  @Override
  public void progress(@Nullable String packageName, int percent) {
    int bounded = Math.max(0, Math.min(100, percent));
    tell(
        seq ->
            new FleetEvent.UpdateProgress(
                stream, seq, Instant.now(), host, job.manager(), packageName, bounded));
  }

  /** Nothing is started here. */
  @Override
  public Future<Void> jobStarting(JobRef other) {
    return Future.failedFuture(new IllegalStateException("only watched, not started: " + other));
  }

  @Override
  public void jobEnded(JobRef which) {
    ended = true;
  }

  @Override
  public void connected() {
    tell(seq -> new FleetEvent.HostConnected(stream, seq, Instant.now(), host));
  }

  @Override
  public void disconnected(String reason) {
    tell(seq -> new FleetEvent.HostDisconnected(stream, seq, Instant.now(), host, reason));
  }

  private synchronized void tell(LongFunction<FleetEvent> event) {
    FleetEvent next = event.apply(++last);
    talk.tell(shown -> shown.event(next));
  }
}
