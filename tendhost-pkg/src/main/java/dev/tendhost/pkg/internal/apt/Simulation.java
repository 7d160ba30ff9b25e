package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.ChangeAction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code apt-get -s} says it would do, complete.
 *
 * @param changes in apt's order
 * @param unfinished full names of packages it would only configure: an earlier transaction left
 *     them half done
 * @param unfinishedCount how many packages apt itself counts as "not fully installed or removed"
 */
record Simulation(List<Change> changes, List<String> unfinished, int unfinishedCount) {
  static final Simulation NOTHING = new Simulation(List.of(), List.of(), 0);

  Simulation {
    changes = List.copyOf(changes);
    unfinished = List.copyOf(unfinished);
  }

  /** The packages it would bring to another version. */
  Set<PackageKey> upgraded() {
    return changes.stream()
        .filter(change -> change.action() == ChangeAction.UPGRADE)
        .map(Change::key)
        .collect(Collectors.toSet());
  }

  /**
   * One change.
   *
   * @param action what happens
   * @param fullName the name as apt writes it: with {@code :arch} if that is foreign
   * @param arch of the new version; for a removal that of a foreign package, else null
   * @param from null for a new package
   * @param to null for a removal
   * @param origin such as {@code Debian:12.15/oldstable}, several with a comma between
   */
  record Change(
      ChangeAction action,
      String fullName,
      @Nullable String arch,
      @Nullable String from,
      @Nullable String to,
      @Nullable String origin) {

    PackageKey key() {
      return PackageKey.of(fullName, arch);
    }

    String name() {
      return key().name();
    }
  }
}
