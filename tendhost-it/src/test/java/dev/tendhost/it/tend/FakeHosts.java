package dev.tendhost.it.tend;

import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
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

  Site site(List<HostConfig> configs) {
    return site(configs, () -> {});
  }

  Site site(List<HostConfig> configs, Runnable end) {
    return new Site(
        configs,
        (managed, secrets, listener) -> get(managed.name().value()),
        List.of(this),
        SecretSource.none(),
        end);
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
