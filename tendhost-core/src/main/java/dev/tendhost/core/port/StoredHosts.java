package dev.tendhost.core.port;

import dev.tendhost.api.HostName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link HostStore} holds.
 *
 * @param hosts one snapshot a host, in the order of their names
 * @param damaged the hosts whose state is there and cannot be read, with why, and where it was put
 */
public record StoredHosts(List<HostSnapshot> hosts, Map<HostName, String> damaged) {

  /** Copies both. */
  public StoredHosts {
    hosts = List.copyOf(hosts);
    damaged = Collections.unmodifiableMap(new TreeMap<>(damaged));
  }
}
