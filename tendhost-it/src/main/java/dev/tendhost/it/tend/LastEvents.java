package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.response.OperationKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Knows when the events have told what the answers told already. Safe for any thread. */
final class LastEvents {
  private final Set<HostName> seen = new HashSet<>();
  private final Set<HostName> awaited = new HashSet<>();
  private final CompletableFuture<Void> all = new CompletableFuture<>();
  private final OperationKind kind;
  private boolean asked;
  private boolean missed;

  /** Knows it of operations of one kind, or of those before it that failed. */
  LastEvents(OperationKind kind) {
    this.kind = kind;
  }

  synchronized void saw(FleetEvent event) {
    if (event instanceof OperationCompleted completed
        && (completed.error() != null || completed.kind() == kind)) {
      seen.add(completed.host());
      awaited.remove(completed.host());
    } else if (event instanceof FleetEvent.EventsMissed) {
      missed = true;
    }
    check();
  }

  /** Completes when the end of each of these hosts' operations was seen. */
  synchronized CompletableFuture<Void> of(Collection<HostName> hosts) {
    awaited.addAll(hosts);
    awaited.removeAll(seen);
    asked = true;
    check();
    return all;
  }

  private void check() {
    if (asked && (missed || awaited.isEmpty())) {
      all.complete(null);
    }
  }
}
