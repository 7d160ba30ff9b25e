package dev.tendhost.api.request;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.Set;

/**
 * Selects hosts. Every part that is not empty must hold; all empty selects every host.
 *
 * @param names only these
 * @param tags only hosts that have all of these
 * @param groups only hosts in at least one of these
 * @param states only hosts in one of these states
 * @param excluded never these
 */
@WireType
public record FleetFilter(
    Set<HostName> names,
    Set<String> tags,
    Set<String> groups,
    Set<HostState> states,
    Set<HostName> excluded) {

  private static final FleetFilter ALL =
      new FleetFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public FleetFilter {
    names = Absent.sortedSet(names);
    tags = Absent.sortedSet(tags);
    groups = Absent.sortedSet(groups);
    states = Absent.sortedSet(states);
    excluded = Absent.sortedSet(excluded);
  }

  /**
   * Every host.
   *
   * @return the empty filter
   */
  public static FleetFilter all() {
    return ALL;
  }

  /**
   * The same, only hosts that have all these tags.
   *
   * @param values the tags
   * @return a copy
   */
  public FleetFilter withTags(Set<String> values) {
    return new FleetFilter(names, values, groups, states, excluded);
  }

  /**
   * The same, only hosts in one of these states.
   *
   * @param values the states
   * @return a copy
   */
  public FleetFilter withStates(Set<HostState> values) {
    return new FleetFilter(names, tags, groups, values, excluded);
  }

  /**
   * The same, only these hosts.
   *
   * @param values their names
   * @return a copy
   */
  public FleetFilter withNames(Set<HostName> values) {
    return new FleetFilter(values, tags, groups, states, excluded);
  }

  /**
   * The same, only hosts in at least one of these groups.
   *
   * @param values the groups
   * @return a copy
   */
  public FleetFilter withGroups(Set<String> values) {
    return new FleetFilter(names, tags, values, states, excluded);
  }

  /**
   * The same without these hosts.
   *
   * @param values their names
   * @return a copy
   */
  public FleetFilter withExcluded(Set<HostName> values) {
    return new FleetFilter(names, tags, groups, states, values);
  }
}
