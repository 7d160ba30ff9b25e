package dev.tendhost.core.port;

/**
 * Makes the executor of a host, when the host is registered and again after a restore.
 *
 * <ol>
 *   <li>{@link #create} returns at once and connects to nothing; that is for the first command.
 *   <li>It may be called from any thread, for many hosts at a time.
 *   <li>It may throw: the host is then not registered, and the error is the caller's answer.
 *   <li>The fleet closes every executor that was made for it.
 * </ol>
 */
@FunctionalInterface
public interface RemoteExecutorProvider {
  /**
   * Makes the executor of one host.
   *
   * @param host the host
   * @param secrets where to ask for passwords and keys, at the time of use
   * @param listener to be told of connections
   * @return a new executor
   */
  RemoteExecutor create(ManagedHost host, SecretSource secrets, ConnectionListener listener);
}
