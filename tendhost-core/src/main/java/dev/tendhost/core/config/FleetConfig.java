package dev.tendhost.core.config;

import dev.tendhost.api.HostName;

/**
 * One fleet; data only.
 *
 * @param id prefixes every bus address, so that two fleets share one Vert.x; a valid host name;
 *     {@code tendhost} by default
 * @param eventHistory how many events are kept for slow and late subscribers, 16 to 1,000,000;
 *     4,096 by default
 */
public record FleetConfig(String id, int eventHistory) {
  private static final FleetConfig DEFAULTS = new FleetConfig("tendhost", 4096);

  /**
   * Checks both.
   *
   * @throws dev.tendhost.api.InvalidNameException if the id is not valid
   * @throws IllegalArgumentException if the history is out of range
   */
  public FleetConfig {
    id = HostName.of(id).key();
    if (eventHistory < 16 || eventHistory > 1_000_000) {
      throw new IllegalArgumentException("eventHistory must be 16 to 1000000, not " + eventHistory);
    }
  }

  /**
   * The defaults named above.
   *
   * @return the default fleet
   */
  public static FleetConfig defaults() {
    return DEFAULTS;
  }

  /**
   * The same under another id.
   *
   * @param value the id
   * @return a copy
   */
  public FleetConfig withId(String value) {
    return new FleetConfig(value, eventHistory);
  }

  /**
   * The same with another history.
   *
   * @param value how many events are kept
   * @return a copy
   */
  public FleetConfig withEventHistory(int value) {
    return new FleetConfig(id, value);
  }
}
