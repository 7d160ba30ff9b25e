package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import java.util.List;

/**
 * What a run works on.
 *
 * @param hosts whom it asks, no two of one name
 * @param executors reach them
 * @param managers the package managers that are known
 * @param secrets where passwords come from
 * @param end ends what was started for the run, beside the fleet
 */
record Site(
    List<HostConfig> hosts,
    RemoteExecutorProvider executors,
    List<PackageManagerProvider> managers,
    SecretSource secrets,
    Runnable end)
    implements AutoCloseable {
  Site {
    hosts = List.copyOf(hosts);
    managers = List.copyOf(managers);
  }

  List<HostName> names() {
    return hosts.stream().map(HostConfig::name).toList();
  }

  /** Makes the fleet, whose jobs are watched. */
  TendhostBuilder fleet(JobWatcher watcher) {
    return Tendhost.builder()
        .executors(executors)
        .secrets(secrets)
        .packageManagers(
            managers.stream()
                .<PackageManagerProvider>map(each -> new WatchedManagers(each, watcher))
                .toList());
  }

  @Override
  public void close() {
    end.run();
  }
}
