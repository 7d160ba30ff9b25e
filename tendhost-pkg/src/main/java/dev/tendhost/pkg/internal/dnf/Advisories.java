package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Security fixes for what is installed, as {@code updateinfo list --security} tells them, also
 * those whose own version is no longer in a repository.
 *
 * @param fixes the versions that bring a fix
 */
record Advisories(List<Nevra> fixes) {
  private static final Pattern CLASSIC = Pattern.compile("\\S+ +\\S+/Sec\\. +(\\S+) *");
  private static final Pattern TABLE =
      Pattern.compile(
          "\\S+ +security +(?:\\S+ +)?(\\S+) +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d *");
  // The header of dnf5's table, what it writes without one, and what old versions write around it.
  private static final Pattern NOISE =
      Pattern.compile(
          "Name +Type +Severity .*|No advisory found matching .*|updateinfo list done"
              + "|Updating and loading repositories:|Repositories loaded\\.");

  static Advisories parse(Told told) {
    List<Nevra> fixes = new ArrayList<>();
    for (String line : told.list("advisory")) {
      Matcher classic = CLASSIC.matcher(line);
      Matcher table = TABLE.matcher(line);
      if (classic.matches()) {
        fixes.add(Nevra.parse(classic.group(1)));
      } else if (table.matches()) {
        fixes.add(Nevra.parse(table.group(1)));
      } else if (!NOISE.matcher(line).matches()) {
        throw Garbled.line("an advisory", line);
      }
    }
    return new Advisories(fixes);
  }

  /** Whether a fix lies above the one version and not above the other. */
  boolean between(Evr from, Nevra to) {
    return fixes.stream()
        .anyMatch(
            fix ->
                fix.name().equals(to.name())
                    && fix.evr().isNewerThan(from)
                    && !fix.evr().isNewerThan(to.evr()));
  }
}
