package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.PackageChange;
import java.util.List;

/**
 * What the upgrade would do.
 *
 * @param transaction what dnf said
 * @param changes what that means for the host
 * @param options of {@code dnf upgrade}: with them it does just that
 */
record PlannedUpgrade(Transaction transaction, List<PackageChange> changes, List<String> options) {
  PlannedUpgrade {
    changes = List.copyOf(changes);
    options = List.copyOf(options);
  }

  /** What dnf says has to fit what is installed. */
  static PlannedUpgrade parse(String output, DnfLists lists, List<String> options) {
    Transaction transaction = transaction(output);
    List<PackageChange> changes =
        Changes.of(transaction, lists.installed(), lists.candidates(), lists.advisories());
    return new PlannedUpgrade(transaction, changes, options);
  }

  static Transaction transaction(String output) {
    return TransactionTable.parse(Told.parse(output).list("plan"));
  }
}
