package dev.tendhost.api;

import dev.tendhost.api.internal.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, said once for programs and people.
 *
 * @param kind decides what a caller can do about it
 * @param host the host it happened on; null when it concerns no single host
 * @param message what happened and what to do, in a sentence; holds no secret
 * @param command the command that failed, secrets masked; null when no command was involved
 * @param details further facts by name, such as {@code holder}, {@code exitCode} or {@code stderr}
 */
@WireType
public record FleetError(
    FailureKind kind,
    @Nullable HostName host,
    String message,
    @Nullable String command,
    Map<String, String> details) {

  /** Copies the details. */
  public FleetError {
    details = Absent.sortedMap(details);
  }

  /**
   * An error without command and details.
   *
   * @param kind its kind
   * @param host the host, or null
   * @param message what happened and what to do
   * @return the error
   */
  public static FleetError of(FailureKind kind, @Nullable HostName host, String message) {
    return new FleetError(kind, host, message, null, Map.of());
  }

  /**
   * The same error, said of this host.
   *
   * @param name the host it happened on
   * @return a copy that names the host
   */
  public FleetError withHost(HostName name) {
    return new FleetError(kind, name, message, command, details);
  }
}
