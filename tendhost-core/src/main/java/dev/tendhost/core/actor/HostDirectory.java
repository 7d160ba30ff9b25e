package dev.tendhost.core.actor;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.FleetFilter;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Every registered host with the status it last told. Written by the orchestrator alone; may be
 * read by any thread.
 */
public final class HostDirectory {
  private final ConcurrentNavigableMap<HostName, HostStatus> hosts = new ConcurrentSkipListMap<>();

  @Nullable HostStatus find(HostName host) {
    return hosts.get(host);
  }

  void put(HostStatus status) {
    hosts.put(status.host(), status);
  }

  void remove(HostName host) {
    hosts.remove(host);
  }

  /** Every host, in the order of their names. */
  public List<HostStatus> all() {
    return List.copyOf(hosts.values());
  }

  Page<HostStatus> page(ListHostsRequest request) {
    Iterable<HostStatus> rest =
        request.after() == null ? hosts.values() : hosts.tailMap(request.after(), false).values();
    List<HostStatus> items = new ArrayList<>(Math.min(request.limit(), hosts.size()));
    HostName last = null;
    for (HostStatus status : rest) {
      if (matches(request.filter(), status)) {
        if (items.size() == request.limit()) {
          return new Page<>(items, hosts.size(), last);
        }
        items.add(status);
        last = status.host();
      }
    }
    return new Page<>(items, hosts.size(), null);
  }

  private static boolean matches(FleetFilter filter, HostStatus status) {
    return (filter.names().isEmpty() || filter.names().contains(status.host()))
        && status.tags().containsAll(filter.tags())
        && (filter.groups().isEmpty() || !Collections.disjoint(filter.groups(), status.groups()))
        && (filter.states().isEmpty() || filter.states().contains(status.state()))
        && !filter.excluded().contains(status.host());
  }
}
