package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.PackageChange;
import java.util.List;

/**
 * What the upgrade would do.
 *
 * @param transaction what dnf said
 * @param changes what that means for the host
 * @param options of {@code dnf upgrade}: with them it does just that
 * @param shown the table in which dnf said so
 */
record PlannedUpgrade(
    Transaction transaction,
    List<PackageChange> changes,
    List<String> options,
    List<String> shown) {
  PlannedUpgrade {
    changes = List.copyOf(changes);
    options = List.copyOf(options);
    shown = List.copyOf(shown);
  }

  /** What dnf says has to fit what is installed. */
  static PlannedUpgrade parse(String output, DnfLists lists, List<String> options) {
    List<String> shown = Told.parse(output).list("plan");
    Transaction transaction = TransactionTable.parse(shown);
    List<PackageChange> changes =
        Changes.of(transaction, lists.installed(), lists.candidates(), lists.advisories());
    return new PlannedUpgrade(transaction, changes, options, shown);
  }

  static Transaction transaction(String output) {
    return TransactionTable.parse(Told.parse(output).list("plan"));
  }
}
