package dev.tendhost.pkg;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.pkg.internal.compose.Compose;
import io.vertx.core.Future;

/**
 * Offers docker compose on hosts that have {@code docker} and {@code docker compose} or {@code
 * docker-compose}, version 1 or 2. Settings of a host, otherwise operations fail with
 * INVALID_CONFIGURATION:
 *
 * <ul>
 *   <li>{@code compose.paths}: directories of stacks that should be there, absolute, with a colon
 *       between, or as a JSON array of texts. Stacks that have containers are found without it; one
 *       that is named here and has none is a problem in the inventory.
 *   <li>{@code compose.soak}: for how long containers have to be well after an update, such as
 *       {@code PT10S}, the default; at most an hour.
 *   <li>{@code compose.patience}: how long they may take until they are; {@code PT2M} by default.
 *   <li>{@code compose.as-root}: {@code true} to run every command as root, for users who may not
 *       use docker; {@code false} by default.
 * </ul>
 *
 * Where the host's user may not use docker and none of these is set, compose counts as not there,
 * as on a machine whose owner keeps docker for himself; with any of them set that is an error.
 *
 * <p>Version 1 cannot tell what a stack's files say: the image a container was made from counts. It
 * asks registries without a login.
 */
public final class ComposeProvider implements PackageManagerProvider {
  /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
  public ComposeProvider() {}

  @Override
  public String id() {
    return Compose.ID;
  }

  @Override
  public int priority() {
    return APPLICATIONS;
  }

  @Override
  public Future<Boolean> detect(ManagedHost host, RemoteExecutor executor) {
    return new Compose(host, executor).detect();
  }

  @Override
  public PackageManager create(ManagedHost host, RemoteExecutor executor) {
    return new ComposePackageManager(host, executor);
  }
}
