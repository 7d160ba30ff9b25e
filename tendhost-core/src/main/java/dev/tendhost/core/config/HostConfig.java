package dev.tendhost.core.config;

import dev.tendhost.api.HostName;
import dev.tendhost.api.WireType;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One host under care; data only, no secrets.
 *
 * @param name its name in the fleet
 * @param address where it is reached, a name or IP address; the name by default
 * @param port its SSH port; 22 by default
 * @param user whom to log in as; {@code root} by default
 * @param tags for selecting hosts
 * @param groups the groups it is in
 * @param settings what adapters want to know, keys prefixed with the adapter's id, such as {@code
 *     compose.paths} or {@code apt.status-file}
 * @param policy how it is treated
 */
@WireType
public record HostConfig(
    HostName name,
    String address,
    int port,
    String user,
    Set<String> tags,
    Set<String> groups,
    Map<String, String> settings,
    HostPolicy policy) {

  /** The SSH port (RFC 4253, 4). */
  public static final int SSH_PORT = 22;

  /**
   * Copies the collections; absent parts are the defaults.
   *
   * @throws IllegalArgumentException if the port is not 1 to 65535, or address or user are blank
   */
  public HostConfig {
    address = address == null ? name.value() : address;
    user = user == null ? "root" : user;
    port = port == 0 ? SSH_PORT : port;
    policy = policy == null ? HostPolicy.defaults() : policy;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port of " + name + " must be 1 to 65535, not " + port);
    }
    if (address.isBlank() || user.isBlank()) {
      throw new IllegalArgumentException("address and user of " + name + " must not be blank");
    }
    tags = sorted(tags);
    groups = sorted(groups);
    settings =
        settings == null || settings.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /**
   * A host with defaults, reached by its own name.
   *
   * @param name its name
   * @return the configuration
   * @throws dev.tendhost.api.InvalidNameException if the name is not valid
   */
  public static HostConfig of(String name) {
    return new HostConfig(
        HostName.of(name),
        name,
        SSH_PORT,
        "root",
        Set.of(),
        Set.of(),
        Map.of(),
        HostPolicy.defaults());
  }

  /**
   * The same at another place.
   *
   * @param newAddress where it is reached
   * @param newPort its SSH port
   * @return a copy
   */
  public HostConfig withAddress(String newAddress, int newPort) {
    return new HostConfig(name, newAddress, newPort, user, tags, groups, settings, policy);
  }

  /**
   * The same with another user.
   *
   * @param value whom to log in as
   * @return a copy
   */
  public HostConfig withUser(String value) {
    return new HostConfig(name, address, port, value, tags, groups, settings, policy);
  }

  /**
   * The same with other tags.
   *
   * @param values the tags
   * @return a copy
   */
  public HostConfig withTags(Set<String> values) {
    return new HostConfig(name, address, port, user, values, groups, settings, policy);
  }

  /**
   * The same in other groups.
   *
   * @param values the groups
   * @return a copy
   */
  public HostConfig withGroups(Set<String> values) {
    return new HostConfig(name, address, port, user, tags, values, settings, policy);
  }

  /**
   * The same with other settings.
   *
   * @param values the settings
   * @return a copy
   */
  public HostConfig withSettings(Map<String, String> values) {
    return new HostConfig(name, address, port, user, tags, groups, values, policy);
  }

  /**
   * The same with another policy.
   *
   * @param value how it is treated
   * @return a copy
   */
  public HostConfig withPolicy(HostPolicy value) {
    return new HostConfig(name, address, port, user, tags, groups, settings, value);
  }

  private static Set<String> sorted(Set<String> values) {
    return values == null || values.isEmpty()
        ? Set.of()
        : Collections.unmodifiableSet(new TreeSet<>(values));
  }
}
