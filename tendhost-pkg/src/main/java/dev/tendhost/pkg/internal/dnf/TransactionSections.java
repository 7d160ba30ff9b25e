package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import java.util.Locale;
import java.util.Map;

/** The headings in the tables of yum, dnf and dnf5. An unknown one may mean anything: an error. */
final class TransactionSections {
  private static final Map<String, Section> KNOWN =
      Map.ofEntries(
          Map.entry("installing", Section.INSTALL),
          Map.entry("installing dependencies", Section.INSTALL),
          Map.entry("installing weak dependencies", Section.INSTALL),
          Map.entry("installing group/module packages", Section.INSTALL),
          Map.entry("installing for dependencies", Section.INSTALL),
          Map.entry("upgrading", Section.UPGRADE),
          Map.entry("updating", Section.UPGRADE),
          Map.entry("updating for dependencies", Section.UPGRADE),
          Map.entry("downgrading", Section.DOWNGRADE),
          Map.entry("reinstalling", Section.REINSTALL),
          Map.entry("removing", Section.REMOVE),
          Map.entry("removing dependent packages", Section.REMOVE),
          Map.entry("removing unused dependencies", Section.REMOVE),
          Map.entry("removing for dependencies", Section.REMOVE),
          Map.entry("skipping packages with conflicts", Section.SKIP_CONFLICT),
          Map.entry("skipping packages with broken dependencies", Section.SKIP_BROKEN),
          Map.entry(
              "skipping packages with broken dependencies or part of a group", Section.SKIP_BROKEN),
          Map.entry("skipped (dependency problems)", Section.SKIP_BROKEN),
          Map.entry("changing reason", Section.OTHER));

  private TransactionSections() {}

  static Section of(String heading) {
    String text = heading.toLowerCase(Locale.ROOT);
    // A second line may advise an option; the colon is then behind that.
    Section known = KNOWN.get(text);
    if (known != null) {
      return known;
    }
    if (text.matches(".*\\b(?:modules?|groups?|environments?)\\b.*")) {
      return Section.OTHER;
    }
    throw Garbled.line("a heading of the table of changes", heading);
  }
}
