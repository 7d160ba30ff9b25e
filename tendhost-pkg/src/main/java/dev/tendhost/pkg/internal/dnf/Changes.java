package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a transaction means for the host, checked against what is installed. A version beside others
 * is an installation, what another package replaces is a removal.
 */
final class Changes {
  private final Installed installed;
  private final Candidates candidates;
  private final Advisories advisories;
  private final List<PackageChange> changes = new ArrayList<>();
  private final Set<Nevra> went = new HashSet<>();

  private Changes(Installed installed, Candidates candidates, Advisories advisories) {
    this.installed = installed;
    this.candidates = candidates;
    this.advisories = advisories;
  }

  static List<PackageChange> of(
      Transaction transaction, Installed installed, Candidates candidates, Advisories advisories) {
    Changes all = new Changes(installed, candidates, advisories);
    transaction.rows().forEach(all::row);
    return all.changes;
  }

  private void row(Row row) {
    switch (row.section()) {
      case INSTALL -> comes(ChangeAction.INSTALL, row);
      case UPGRADE -> comes(ChangeAction.UPGRADE, row);
      case DOWNGRADE -> comes(ChangeAction.DOWNGRADE, row);
      case REMOVE -> goes(row.nevra());
      case REINSTALL, SKIP_CONFLICT, SKIP_BROKEN, OTHER -> {
        // The same version stays.
      }
    }
  }

  private void comes(ChangeAction action, Row row) {
    Nevra to = row.nevra();
    Optional<Nevra> before = installed.newest(to.name(), to.arch());
    if (action != ChangeAction.INSTALL && before.isEmpty()) {
      throw Garbled.line("an installed package to upgrade", to.key());
    }
    boolean newer = before.isPresent() && to.evr().isNewerThan(before.get().evr());
    if (action != ChangeAction.INSTALL && newer == (action == ChangeAction.DOWNGRADE)) {
      throw Garbled.line("another version of " + to.key(), to.evr().toString());
    }
    String from =
        action == ChangeAction.INSTALL
            ? null
            : before.map(each -> each.evr().toString()).orElse(null);
    boolean fix = newer && advisories.between(before.get().evr(), to);
    String repo = candidates.repo(to).orElse(row.repo());
    changes.add(
        new PackageChange(action, to.name(), to.arch(), from, to.evr().toString(), repo, fix));
    row.obsoleted().forEach(this::goes);
  }

  private void goes(Nevra gone) {
    // Each of several successors says that it goes.
    if (!went.add(gone)) {
      return;
    }
    if (!installed.has(gone)) {
      throw Garbled.line("an installed package to remove", gone.key() + " " + gone.evr());
    }
    changes.add(
        new PackageChange(
            ChangeAction.REMOVE,
            gone.name(),
            gone.arch(),
            gone.evr().toString(),
            null,
            null,
            false));
  }
}
