package dev.tendhost.pkg;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.pkg.internal.apt.Apt;
import io.vertx.core.Future;

/**
 * Offers apt on hosts that have {@code apt-get} and {@code dpkg}. Settings of a host; operations
 * fail with INVALID_CONFIGURATION if a path is not absolute or a number none:
 *
 * <ul>
 *   <li>{@code apt.status-file}: a copy of the dpkg status file to list and plan against instead of
 *       the host's own, such as that of an image. Neither refresh nor the reboot verdict look at
 *       it.
 *   <li>{@code apt.config}: a configuration file for apt, exported as {@code APT_CONFIG}; for a
 *       relocated apt.
 *   <li>{@code apt.lock-timeout}: how many seconds to wait while somebody else, such as the host's
 *       own timer, holds a lock of apt or dpkg; 120 by default. Then it is PACKAGES_LOCKED.
 * </ul>
 */
public final class AptProvider implements PackageManagerProvider {
  /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
  public AptProvider() {}

  @Override
  public String id() {
    return Apt.ID;
  }

  @Override
  public int priority() {
    return SYSTEM_PACKAGES;
  }

  @Override
  public Future<Boolean> detect(ManagedHost host, RemoteExecutor executor) {
    return new Apt(host, executor).detect();
  }

  @Override
  public PackageManager create(ManagedHost host, RemoteExecutor executor) {
    return new AptPackageManager(host, executor);
  }
}
