package dev.tendhost.api;

import dev.tendhost.api.internal.Absent;
import java.util.Map;
import java.util.TreeMap;
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

  /** The longest message, command or detail, in characters; more is cut off with a dot-dot-dot. */
  public static final int LONGEST = 4000;

  /** Copies the details, and cuts what is too long to keep or to send. */
  public FleetError {
    message = cut(message);
    command = command == null ? null : cut(command);
    Map<String, String> bounded = new TreeMap<>();
    Absent.sortedMap(details).forEach((name, value) -> bounded.put(name, cut(value)));
    details = Absent.sortedMap(bounded);
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

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
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
