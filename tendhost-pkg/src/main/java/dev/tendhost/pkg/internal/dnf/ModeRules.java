package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a mode forbids of what dnf would do. dnf itself installs new dependencies and replaces
 * obsoleted packages in every upgrade; what leads to that has to be excluded.
 */
final class ModeRules {
  private ModeRules() {}

  /** Packages that must not come, by name, or by name and architecture if only that is new. */
  static Set<String> forbidden(UpgradeMode mode, Transaction transaction, Installed installed) {
    Set<String> names = new TreeSet<>();
    for (Row row : transaction.rows()) {
      boolean isNew =
          row.section() == Section.INSTALL && !installed.packages().containsKey(row.nevra().key());
      if (mode == UpgradeMode.INSTALLED_ONLY && isNew) {
        String name = row.nevra().name();
        names.add(installed.hasName(name) ? name + ":" + row.nevra().arch() : name);
      }
      if (mode != UpgradeMode.WITH_REMOVALS && !row.obsoleted().isEmpty()) {
        names.add(row.nevra().name());
      }
    }
    return names;
  }

  /**
   * What would go although the mode forbids removals. The oldest of several kernels may go: the
   * package stays.
   */
  static Set<String> removed(UpgradeMode mode, Transaction transaction, Installed installed) {
    return transaction.of(Section.REMOVE).stream()
        .filter(row -> mode != UpgradeMode.WITH_REMOVALS)
        .filter(row -> !installed.keepsOthersOf(row.nevra()))
        .map(row -> row.nevra().key())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
