package dev.tendhost.core.actor;

import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostConnected;
import dev.tendhost.api.event.FleetEvent.HostDisconnected;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Context;
import java.util.List;
import java.util.Objects;

/** Has one host's executors made, and passes on what they tell, from whatever thread. */
final class Executors implements ConnectionListener {
  private final HostPorts ports;
  private final Context context;
  private final HostLedger ledger;

  Executors(HostPorts ports, Context context, HostLedger ledger) {
    this.ports = ports;
    this.context = context;
    this.ledger = ledger;
  }

  /** What an adapter may know of a host. */
  static ManagedHost managed(HostConfig config) {
    return new ManagedHost(
        config.name(),
        config.address(),
        config.port(),
        config.user(),
        config.tags(),
        config.settings());
  }

  /** An executor; throws what its provider throws. */
  RemoteExecutor of(HostConfig config) {
    return Objects.requireNonNull(
        ports.executors().create(managed(config), ports.secrets(), this),
        "the executor provider returned null");
  }

  /** A stored host is never missing: where no executor can be made, its commands say why. */
  RemoteExecutor ofStored(HostConfig config) {
    try {
      return of(config);
    } catch (RuntimeException | Error thrown) {
      return new BrokenExecutor(TendhostException.errorOf(thrown, config.name()));
    }
  }

  @Override
  public void connected() {
    tell(new HostConnected("", 0, ports.time().now(), host()));
  }

  @Override
  public void disconnected(String reason) {
    tell(new HostDisconnected("", 0, ports.time().now(), host(), reason));
  }

  private void tell(FleetEvent event) {
    context.runOnContext(ignored -> ledger.publish(List.of(event)));
  }

  private HostName host() {
    return ledger.machine().host();
  }
}
