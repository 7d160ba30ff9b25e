package dev.tendhost.it.tend;

import dev.tendhost.core.Tendhost;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Many fake hosts, each by its name. */
final class FakeHosts implements PackageManagerProvider {
  final Map<String, FakeHost> hosts = new ConcurrentHashMap<>();
  private final Function<String, FakeHost> maker;

  /** Every host that is asked is made then. */
  FakeHosts(Function<String, FakeHost> maker) {
    this.maker = maker;
  }

  FakeHost get(String name) {
    return hosts.computeIfAbsent(name, maker);
  }

  TendhostBuilder builder() {
    return Tendhost.builder()
        .executors((managed, secrets, listener) -> get(managed.name().value()))
        .packageManagers(List.of(this));
  }

  @Override
  public String id() {
    return "apt";
  }

  @Override
  public int priority() {
    return SYSTEM_PACKAGES;
  }

  @Override
  public Future<Boolean> detect(ManagedHost managed, RemoteExecutor executor) {
    return get(managed.name().value()).detect(managed, executor);
  }

  @Override
  public PackageManager create(ManagedHost managed, RemoteExecutor executor) {
    return get(managed.name().value());
  }
}
