package dev.tendhost.pkg;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.pkg.internal.dnf.Dnf;
import io.vertx.core.Future;

/**
 * Offers dnf on hosts that have {@code rpm} and one of {@code dnf5}, {@code dnf} and {@code yum},
 * the first of them that is there. What it is and what it can is found by asking it. A setting of a
 * host; operations fail with INVALID_CONFIGURATION if it is no number:
 *
 * <ul>
 *   <li>{@code dnf.lock-timeout}: how many seconds to wait while somebody else, such as the host's
 *       own timer, holds a lock of dnf or rpm; 120 by default. Then it is PACKAGES_LOCKED. Where it
 *       only refreshes or looks, dnf5 waits for as long as it does by itself.
 * </ul>
 */
public final class DnfProvider implements PackageManagerProvider {
  /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
  public DnfProvider() {}

  @Override
  public String id() {
    return Dnf.ID;
  }

  @Override
  public int priority() {
    return SYSTEM_PACKAGES;
  }

  @Override
  public Future<Boolean> detect(ManagedHost host, RemoteExecutor executor) {
    return new Dnf(host, executor).detect();
  }

  @Override
  public PackageManager create(ManagedHost host, RemoteExecutor executor) {
    return new DnfPackageManager(host, executor);
  }
}
