package dev.tendhost.core.internal;

import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.EventsMissed;
import dev.tendhost.api.event.FleetEvent.FleetSnapshot;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.core.stream.EventStream;
import dev.tendhost.core.stream.StreamPosition;
import io.vertx.core.Context;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the events of one start of a fleet and keeps the last of them. Subscribers read from it,
 * each at its own pace; a stuck one costs nobody else anything. Safe for any thread.
 */
public final class EventJournal {
  private final String stream = UUID.randomUUID().toString();
  private final Set<JournalSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final Time time;
  private final Supplier<List<HostStatus>> hosts;
  private final @Nullable FleetEvent[] ring;
  private long next = 1;

  /**
   * Begins a stream.
   *
   * @param capacity how many events are kept
   * @param hosts gives the hosts as they are, for a subscriber whose position is of another stream
   */
  public EventJournal(int capacity, Time time, Supplier<List<HostStatus>> hosts) {
    this.ring = new FleetEvent[capacity];
    this.time = time;
    this.hosts = hosts;
  }

  /** Numbers an event, keeps it and wakes the subscribers. */
  public void append(FleetEvent draft) {
    synchronized (this) {
      ring[(int) (next % ring.length)] = EventNumbering.number(draft, stream, next);
      next++;
    }
    subscriptions.forEach(JournalSubscription::wake);
  }

  /** Subscribes to what happens from now on. */
  public synchronized EventStream subscribe(Context context) {
    return add(new JournalSubscription(this, context, null, next));
  }

  /** Subscribes to what happened after a position, as far as it is kept. */
  public synchronized EventStream subscribe(Context context, StreamPosition after) {
    boolean ours = stream.equals(after.stream()) && after.seq() >= 0 && after.seq() < next;
    return ours
        ? add(new JournalSubscription(this, context, null, after.seq() + 1))
        : add(
            new JournalSubscription(
                this, context, new FleetSnapshot(stream, next - 1, time.now(), hosts.get()), next));
  }

  /**
   * The event with this number; what is no longer kept is one EventsMissed; null: not yet there.
   */
  synchronized @Nullable FleetEvent read(long seq) {
    long oldest = Math.max(1, next - ring.length);
    if (seq < oldest) {
      return new EventsMissed(stream, oldest - 1, time.now(), seq, oldest - 1);
    }
    return seq < next ? ring[(int) (seq % ring.length)] : null;
  }

  void remove(JournalSubscription subscription) {
    subscriptions.remove(subscription);
  }

  /** Ends every subscription. */
  public void close() {
    List.copyOf(subscriptions).forEach(JournalSubscription::close);
  }

  private EventStream add(JournalSubscription subscription) {
    subscriptions.add(subscription);
    return subscription;
  }
}
