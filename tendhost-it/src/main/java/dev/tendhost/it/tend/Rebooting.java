package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which hosts are between a reboot command and the proof of it. Safe for any thread. */
final class Rebooting {
  private static final Set<HostState> STATES = EnumSet.of(HostState.REBOOTING, HostState.VERIFYING);

  private final Set<HostName> hosts = ConcurrentHashMap.newKeySet();

  void saw(FleetEvent event) {
    if (event instanceof FleetEvent.HostStateChanged changed) {
      is(changed.host(), changed.to());
    }
  }

  void is(HostName host, HostState state) {
    if (STATES.contains(state)) {
      hosts.add(host);
    } else {
      hosts.remove(host);
    }
  }

  boolean contains(HostName host) {
    return hosts.contains(host);
  }
}
