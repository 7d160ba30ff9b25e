package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.config.HostConfig;
import java.util.List;

/**
 * What a run works on.
 *
 * @param hosts whom it asks, no two of one name
 * @param builder makes the fleet, which can reach them
 * @param end ends what was started for the run, beside the fleet
 */
record Site(List<HostConfig> hosts, TendhostBuilder builder, Runnable end)
    implements AutoCloseable {
  Site {
    hosts = List.copyOf(hosts);
  }

  List<HostName> names() {
    return hosts.stream().map(HostConfig::name).toList();
  }

  @Override
  public void close() {
    end.run();
  }
}
