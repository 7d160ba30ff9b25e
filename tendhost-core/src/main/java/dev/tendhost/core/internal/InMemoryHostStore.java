package dev.tendhost.core.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.StoredHosts;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps the snapshots themselves, for as long as the JVM lives. */
public final class InMemoryHostStore implements HostStore {
  private final ConcurrentSkipListMap<HostName, HostSnapshot> hosts = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  @Override
  public Future<Void> save(HostSnapshot snapshot) {
    if (closed) {
      return refused();
    }
    hosts.put(snapshot.config().name(), snapshot);
    return Future.succeededFuture();
  }

  @Override
  public Future<StoredHosts> loadAll() {
    return closed
        ? refused()
        : Future.succeededFuture(new StoredHosts(List.copyOf(hosts.values()), Map.of()));
  }

  @Override
  public Future<Void> delete(HostName host) {
    if (closed) {
      return refused();
    }
    hosts.remove(host);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  private static <T> Future<T> refused() {
    return Future.failedFuture(
        new TendhostException(FailureKind.STORE_FAILED, null, "the host store is closed"));
  }
}
