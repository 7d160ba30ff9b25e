package dev.tendhost.core;

import dev.tendhost.api.HostName;
import dev.tendhost.core.internal.InMemoryHostStore;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.StoredHosts;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A store whose disk does what a test wants; it counts the calls that overlap for one host. */
final class FakeStore implements HostStore {
  final InMemoryHostStore inner = new InMemoryHostStore();
  final AtomicInteger overlaps = new AtomicInteger();
  final AtomicInteger saves = new AtomicInteger();

  /** What goes before a save; a failure of it is the save's failure. */
  volatile Function<HostSnapshot, Future<Void>> before = snapshot -> Future.succeededFuture();

  volatile Supplier<Future<StoredHosts>> loading = inner::loadAll;
  volatile Supplier<Future<Void>> deleting = Future::succeededFuture;
  private final Map<HostName, AtomicInteger> open = new ConcurrentHashMap<>();

  HostSnapshot stored(HostName host) {
    return TestFleet.await(inner.loadAll()).hosts().stream()
        .filter(snapshot -> snapshot.config().name().equals(host))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Future<Void> save(HostSnapshot snapshot) {
    saves.incrementAndGet();
    return alone(
        snapshot.config().name(),
        () -> before.apply(snapshot).compose(done -> inner.save(snapshot)));
  }

  @Override
  public Future<StoredHosts> loadAll() {
    return loading.get();
  }

  @Override
  public Future<Void> delete(HostName host) {
    return alone(host, () -> deleting.get().compose(done -> inner.delete(host)));
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private Future<Void> alone(HostName host, Supplier<Future<Void>> call) {
    AtomicInteger calls = open.computeIfAbsent(host, key -> new AtomicInteger());
    if (calls.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    return Future.succeededFuture()
        .compose(done -> call.get())
        .onComplete(done -> calls.decrementAndGet());
  }
}
