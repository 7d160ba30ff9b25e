package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many packages the end of the table counts.
 *
 * @param counts by the first letters of what happens: the tools write Install or Installing
 */
record TransactionSummary(Map<String, Integer> counts) {
  private static final Pattern LINE =
      Pattern.compile(
          " ?(Install|Upgrade?|Remov|Downgrad|Reinstall|Skip|Replac)(?:\\w*):? .*[Pp]ackages?\\)? *");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  static TransactionSummary parse(List<String> lines) {
    Map<String, Integer> counts = new HashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String key = matcher.group(1).toLowerCase(Locale.ROOT).substring(0, 4);
        if (counts.put(key, sum(line)) != null) {
          throw Garbled.line("one count of each kind", line);
        }
      }
    }
    return new TransactionSummary(counts);
  }

  /** No change at all. */
  static TransactionSummary ofNothing() {
    return new TransactionSummary(Map.of());
  }

  /** yum counts dependencies apart: {@code 1 Package (+2 Dependent packages)}. */
  private static int sum(String line) {
    int sum = 0;
    Matcher number = NUMBER.matcher(line);
    while (number.find()) {
      sum += Integer.parseInt(number.group());
    }
    return sum;
  }

  void check(Collection<Row> rows) {
    same("inst", of(rows, Section.INSTALL));
    same("upgr", of(rows, Section.UPGRADE));
    same("remo", of(rows, Section.REMOVE));
    same("down", of(rows, Section.DOWNGRADE));
    int skipped = of(rows, Section.SKIP_CONFLICT) + of(rows, Section.SKIP_BROKEN);
    if (counts.containsKey("skip")) {
      same("skip", skipped);
    }
    if (counts.containsKey("repl")) {
      // Two successors of one package each say that they replace it.
      same("repl", (int) rows.stream().flatMap(row -> row.replaced().stream()).distinct().count());
    }
  }

  private static int of(Collection<Row> rows, Section section) {
    return (int) rows.stream().filter(row -> row.section() == section).count();
  }

  private void same(String kind, int read) {
    int told = counts.getOrDefault(kind, 0);
    if (told != read) {
      throw new Garbled("the summary counts " + told + " packages where " + read + " are listed");
    }
  }
}
