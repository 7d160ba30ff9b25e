package dev.tendhost.core.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tendhost.api.HostName;
import dev.tendhost.api.WireType;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One host under care; data only, no secrets.
 *
 * @param name its name in the fleet
 * @param address where it is reached, a name or IP address; the name by default
 * @param port its SSH port; 0, the default: not said, and the executor finds it: an ssh_config file
 *     may say it, else it is 22
 * @param user whom to log in as; empty, the default: not said, as for the port, else {@code root}
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

  private static final int NO_PORT = 0;
  private static final String NO_USER = "";

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the port is not 0 to 65535, or address or user are blank;
   *     the user may be empty
   */
  public HostConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "port of " + name + " must be 1 to 65535, or 0 if it is not said, not " + port);
    }
    if (address.isBlank() || (user.isBlank() && !user.isEmpty())) {
      throw new IllegalArgumentException("address and user of " + name + " must not be blank");
    }
    tags = sorted(tags);
    groups = sorted(groups);
    settings = settings.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  @JsonCreator
  static HostConfig fromJson(
      @JsonProperty("name") HostName name,
      @JsonProperty("address") @Nullable String address,
      @JsonProperty("port") @Nullable Integer port,
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("tags") @Nullable Set<String> tags,
      @JsonProperty("groups") @Nullable Set<String> groups,
      @JsonProperty("settings") @Nullable Map<String, String> settings,
      @JsonProperty("policy") @Nullable HostPolicy policy) {
    return new HostConfig(
        name,
        address == null ? name.value() : address,
        port == null ? NO_PORT : port,
        user == null ? NO_USER : user,
        tags == null ? Set.of() : tags,
        groups == null ? Set.of() : groups,
        settings == null ? Map.of() : settings,
        policy == null ? HostPolicy.defaults() : policy);
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
        NO_PORT,
        NO_USER,
        Set.of(),
        Set.of(),
        Map.of(),
        HostPolicy.defaults());
  }

  /**
   * The same at another place.
   *
   * @param newAddress where it is reached
   * @param newPort its SSH port; 0: not said
   * @return a copy
   */
  public HostConfig withAddress(String newAddress, int newPort) {
    return new HostConfig(name, newAddress, newPort, user, tags, groups, settings, policy);
  }

  /**
   * The same with another user.
   *
   * @param value whom to log in as; empty: not said
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
    return values.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(values));
  }
}
