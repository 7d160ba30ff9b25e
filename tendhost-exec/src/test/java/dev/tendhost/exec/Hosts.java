package dev.tendhost.exec;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import java.util.Map;
import java.util.Set;

/** Hosts for tests. */
final class Hosts {
  private Hosts() {}

  static ManagedHost local() {
    return new ManagedHost(HostName.of("here"), "localhost", 22, "nobody", Set.of(), Map.of());
  }
}
