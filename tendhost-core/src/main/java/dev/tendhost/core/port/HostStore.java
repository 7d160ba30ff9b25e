package dev.tendhost.core.port;

import dev.tendhost.api.HostName;
import io.vertx.core.Future;

/**
 * Keeps the state of hosts. The rules, each a test of the published contract:
 *
 * <ol>
 *   <li>When {@link #save} has succeeded, {@link #loadAll} gives that snapshot, also after a crash
 *       where the store is kept outside the JVM.
 *   <li>A failed save leaves the snapshot before it in place.
 *   <li>A state that is there and cannot be read is told by its host's name, and never left out.
 *   <li>{@link #delete} of a host that is not there succeeds.
 *   <li>Names are compared as {@link HostName} compares them.
 *   <li>No method blocks the caller, all may be called from any thread; for one host one is called
 *       at a time.
 *   <li>After {@link #close} every call fails; closing twice is no error. Whoever made the store
 *       closes it.
 * </ol>
 */
public interface HostStore {
  /**
   * Stores the state of one host in place of what was stored before.
   *
   * @param snapshot the state
   * @return succeeded when it is safe
   */
  Future<Void> save(HostSnapshot snapshot);

  /**
   * Gives everything that is stored.
   *
   * @return what could be read, and what could not; failed with STORE_FAILED if nothing can be
   *     told, such as when another controller has the store, or a later version wrote it
   */
  Future<StoredHosts> loadAll();

  /**
   * Forgets one host.
   *
   * @param host the host
   * @return succeeded when nothing of it is left
   */
  Future<Void> delete(HostName host);

  /**
   * Closes the store.
   *
   * @return completed when nothing of it is open
   */
  Future<Void> close();
}
