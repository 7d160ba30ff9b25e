package dev.tendhost.core.contract;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.StoredHosts;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A store on a disk that is a map: it keeps every rule, and bugs are planted into it. */
class ToyStore implements HostStore {
  /** What is there when the store is opened again. */
  static final class Disk {
    final Map<HostName, HostSnapshot> hosts = new TreeMap<>();
    final Set<HostName> torn = new HashSet<>();
    boolean full;
  }

  final Disk disk;
  private boolean closed;

  ToyStore(Disk disk) {
    this.disk = disk;
  }

  @Override
  public synchronized Future<Void> save(HostSnapshot snapshot) {
    HostName host = snapshot.config().name();
    if (closed || disk.full) {
      return refused(host);
    }
    disk.hosts.put(host, snapshot);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<StoredHosts> loadAll() {
    if (closed) {
      return refused(null);
    }
    List<HostSnapshot> hosts = new ArrayList<>(disk.hosts.values());
    hosts.removeIf(host -> disk.torn.contains(host.config().name()));
    Map<HostName, String> damaged = new HashMap<>();
    disk.torn.forEach(host -> damaged.put(host, "it is torn"));
    return Future.succeededFuture(new StoredHosts(hosts, damaged));
  }

  @Override
  public synchronized Future<Void> delete(HostName host) {
    if (closed) {
      return refused(host);
    }
    disk.hosts.remove(host);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  static <T> Future<T> refused(HostName host) {
    return Future.failedFuture(
        new TendhostException(FailureKind.STORE_FAILED, host, "the disk is full, or closed"));
  }
}
