package dev.tendhost.core.port;

import io.vertx.core.Future;

/**
 * Offers a package manager; found with {@link java.util.ServiceLoader}, so declare it in {@code
 * module-info} and in {@code META-INF/services}. Stateless and safe for any thread.
 *
 * <ol>
 *   <li>{@link #detect} succeeds with false where the tool is not there: a missing tool is no
 *       error.
 *   <li>{@link #detect} fails only when it cannot be told, for example because the host cannot be
 *       reached; and it changes nothing.
 *   <li>{@link #create} returns at once and runs nothing.
 * </ol>
 */
public interface PackageManagerProvider {
  /** The {@link #priority} of managers of system packages. */
  int SYSTEM_PACKAGES = 100;

  /** The {@link #priority} of managers of what runs on top, such as containers. */
  int APPLICATIONS = 200;

  /**
   * The id of the manager; also the prefix of its settings.
   *
   * @return such as {@code apt}; {@code [a-z][a-z0-9-]*}
   */
  String id();

  /**
   * Where its turn is on a host with several managers: lower numbers go first, equal ones by id.
   *
   * @return such as {@link #SYSTEM_PACKAGES}
   */
  int priority();

  /**
   * Finds out whether the host has the tool.
   *
   * @param host the host
   * @param executor runs commands on it
   * @return whether {@link #create} makes sense
   */
  Future<Boolean> detect(ManagedHost host, RemoteExecutor executor);

  /**
   * Makes the manager. The host's actor keeps it for as long as it minds the host.
   *
   * @param host the host
   * @param executor runs commands on it; belongs to the caller
   * @return a new manager
   */
  PackageManager create(ManagedHost host, RemoteExecutor executor);
}
