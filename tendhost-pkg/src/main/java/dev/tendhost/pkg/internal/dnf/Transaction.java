package dev.tendhost.pkg.internal.dnf;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What dnf says it would do, complete.
 *
 * @param rows in dnf's order
 */
record Transaction(List<Row> rows) {
  Transaction {
    rows = List.copyOf(rows);
  }

  /** What happens to the packages of a part of dnf's table. */
  enum Section {
    /** New, or a version beside others. */
    INSTALL,
    /** In the place of an older version. */
    UPGRADE,
    /** In the place of a newer version. */
    DOWNGRADE,
    /** The same version again. */
    REINSTALL,
    /** Away. */
    REMOVE,
    /** Left: it conflicts with what is installed. */
    SKIP_CONFLICT,
    /** Left: its dependencies are not satisfied. */
    SKIP_BROKEN,
    /** No packages: groups, modules. */
    OTHER
  }

  /**
   * A package.
   *
   * @param section what happens to it
   * @param nevra the version in question
   * @param repo where it comes from, as dnf writes it
   * @param replaced what goes away for it; of an upgrade also the older version, if dnf tells it
   */
  record Row(Section section, Nevra nevra, String repo, List<Nevra> replaced) {
    /** What goes away for it and is another package: dnf calls that obsoleting. */
    List<Nevra> obsoleted() {
      return replaced.stream().filter(each -> !each.name().equals(nevra.name())).toList();
    }
  }

  List<Row> of(Section section) {
    return rows.stream().filter(row -> row.section() == section).toList();
  }

  Set<String> keys(Section section) {
    return of(section).stream().map(row -> row.nevra().key()).collect(Collectors.toSet());
  }

  /** Whether that package would be brought to a newer version, in place or beside. */
  boolean renews(String key) {
    return keys(Section.UPGRADE).contains(key) || keys(Section.INSTALL).contains(key);
  }
}
