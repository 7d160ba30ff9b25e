package dev.tendhost.core.port;

import io.vertx.core.Future;
import java.util.List;

/**
 * Says whether a host is well, in a way that only the program knows. Asked after a reboot, at the
 * end of its soak, and by each health check; for different hosts at the same time, from any thread.
 * It must not block.
 */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Looks at a host.
   *
   * @param host the host
   * @param executor runs commands on it; not to be closed
   * @return what is wrong, a sentence each; empty if the host is well. A failed future counts as
   *     unwell, and so does one that takes longer than a minute
   */
  Future<List<String>> check(ManagedHost host, RemoteExecutor executor);
}
