package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.dnf.Candidates.Candidate;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells why what is newer would not be installed.
 *
 * @param plain what an upgrade would do that heeds neither the mode nor the request's exclusions
 * @param planned what the upgrade would do
 * @param options what was asked
 */
record HeldBack(Transaction plain, Transaction planned, UpgradeOptions options) {
  private static final Pattern LISTED = Pattern.compile("(\\S+\\.[a-z][a-z0-9_]*)(?: .*)?");

  /** Whether only the list of what is visible can tell what keeps something back. */
  boolean needsVisible(Candidates candidates) {
    return candidates.all().stream().anyMatch(this::unexplained);
  }

  private boolean unexplained(Candidate each) {
    String key = each.nevra().key();
    return !plain.renews(key)
        && !plain.keys(Section.SKIP_CONFLICT).contains(key)
        && !plain.keys(Section.SKIP_BROKEN).contains(key);
  }

  /** The reasons, by name and architecture. */
  Map<String, HeldBackReason> reasons(Candidates candidates, Set<String> visible) {
    Map<String, HeldBackReason> reasons = new TreeMap<>();
    for (Candidate each : candidates.all()) {
      if (!planned.renews(each.nevra().key())) {
        reasons.put(each.nevra().key(), reason(each, visible));
      }
    }
    Set<Nevra> replaced = new HashSet<>();
    planned.rows().forEach(row -> replaced.addAll(row.obsoleted()));
    for (Row row : plain.rows()) {
      for (Nevra old : row.obsoleted()) {
        if (!replaced.contains(old)) {
          reasons.put(old.key(), ofObsoleted(row.nevra()));
        }
      }
    }
    return reasons;
  }

  private HeldBackReason reason(Candidate each, Set<String> visible) {
    String key = each.nevra().key();
    if (unexplained(each) && !visible.contains(key)) {
      return HeldBackReason.HELD;
    }
    if (UpgradeWords.covers(options.excluded(), each.nevra())) {
      return HeldBackReason.EXCLUDED;
    }
    if (plain.keys(Section.SKIP_BROKEN).contains(key)) {
      return HeldBackReason.BROKEN_DEPENDENCIES;
    }
    return plain.keys(Section.SKIP_CONFLICT).contains(key) || obsoletes(key)
        ? HeldBackReason.NEEDS_REMOVAL
        : HeldBackReason.KEPT_BACK;
  }

  private boolean obsoletes(String key) {
    return plain.rows().stream()
        .anyMatch(row -> row.nevra().key().equals(key) && !row.obsoleted().isEmpty());
  }

  private HeldBackReason ofObsoleted(Nevra successor) {
    if (UpgradeWords.covers(options.excluded(), successor)) {
      return HeldBackReason.EXCLUDED;
    }
    return options.mode() == UpgradeMode.WITH_REMOVALS
        ? HeldBackReason.KEPT_BACK
        : HeldBackReason.NEEDS_REMOVAL;
  }

  /** Names and architectures in the output of check-update, which exits with 100 if there are. */
  static Set<String> visible(String output) {
    Told told = Told.parse(output);
    String exitCode = told.value("rc");
    Set<String> keys = new HashSet<>();
    for (String line : told.list("visible")) {
      if (line.startsWith("Obsoleting ")) {
        break;
      }
      Matcher listed = LISTED.matcher(line);
      if (listed.matches()) {
        keys.add(listed.group(1));
      }
    }
    boolean any = !told.list("visible").isEmpty();
    if (!exitCode.equals(any ? "100" : "0")) {
      throw Garbled.line(any ? "exit code 100" : "exit code 0", exitCode);
    }
    return keys;
  }
}
