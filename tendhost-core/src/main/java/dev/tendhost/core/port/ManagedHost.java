package dev.tendhost.core.port;

import dev.tendhost.api.HostName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an adapter may know of a host; immutable.
 *
 * @param name its name in the fleet
 * @param address where it is reached
 * @param port its SSH port; 0 if it is not said: 22, unless the executor knows better
 * @param user whom to log in as; empty if it is not said: root, unless the executor knows better
 * @param tags its tags
 * @param settings further settings, keys prefixed with the adapter's id ({@code compose.paths})
 */
public record ManagedHost(
    HostName name,
    String address,
    int port,
    String user,
    Set<String> tags,
    Map<String, String> settings) {

  /** Copies the collections. */
  public ManagedHost {
    tags = Set.copyOf(tags);
    settings = Map.copyOf(settings);
  }

  /**
   * One setting.
   *
   * @param key its full name, prefix included
   * @return its value, or empty
   */
  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }
}
