package dev.tendhost.it.compose;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.it.hosts.EngineHost;
import dev.tendhost.it.hosts.Image;
import dev.tendhost.pkg.ComposeProvider;
import java.util.HashMap;
import java.util.Map;

/** A real host with an engine, tended over SSH. */
final class ComposeHost implements AutoCloseable {
  static final String SHOP = "/srv/shop";

  private final EngineHost host;
  private RemoteExecutor executor;

  ComposeHost(EngineHost host) {
    this.host = host;
    connect();
  }

  EngineHost engine() {
    return host;
  }

  /** Also after the host was reset or the executor was closed. */
  void connect() {
    executor =
        SshExecutor.provider(host.sshOptions())
            .create(host.managed("root"), SecretSource.none(), ConnectionListener.none());
  }

  RemoteExecutor executor() {
    return executor;
  }

  /** Publishes an image under the tag {@code latest}; gives back its digest. */
  String push(Image image) {
    return host.registry().push(image, "latest");
  }

  String reference(String name) {
    return host.registry().reference(name, "latest");
  }

  /** The stack {@code shop} of services whose images have their names. */
  void shop(String... services) {
    Map<String, String> images = new HashMap<>();
    for (String service : services) {
      images.put(service, reference(service));
    }
    host.stack(SHOP, images);
  }

  PackageManager manager() {
    ManagedHost plain = host.managed("root");
    ManagedHost tended =
        new ManagedHost(
            plain.name(),
            plain.address(),
            plain.port(),
            plain.user(),
            plain.tags(),
            Map.of("compose.soak", "PT3S", "compose.patience", "PT30S"));
    return new ComposeProvider().create(tended, executor);
  }

  PackageInventory list() {
    return Outcome.of(manager().listUpgradable());
  }

  UpdateResult upgrade() {
    return Outcome.of(manager().upgradeAll(UpgradeOptions.defaults(), UpgradeListener.none()));
  }

  UpdateResult resume(JobRef job) {
    return Outcome.of(manager().resume(job, UpgradeOptions.defaults(), UpgradeListener.none()));
  }

  @Override
  public void close() {
    Outcome.of(executor.close());
    host.close();
  }
}
