package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table that yum, dnf and dnf5 show before they ask. Its end, the summary, counts the
 * packages, and what was read has to agree.
 */
final class TransactionTable {
  private static final Pattern HEADER =
      Pattern.compile(" ?Package +Arch\\w* +Version +Repo\\w* +Size *");
  private static final Pattern SECTION = Pattern.compile("(\\S.*):");
  private static final Pattern RULE = Pattern.compile("={10,}");
  // dnf 4 tells below two of its headings which option would force them.
  private static final Pattern ADVICE = Pattern.compile("\\(add '.*' to command line.*");
  private static final Pattern SIZE = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final Pattern SUMMARY = Pattern.compile("Transaction Summary:?");
  private static final Pattern NOTHING =
      Pattern.compile("Nothing to do\\.?|No packages marked for (?:upgrade|update)\\.?");

  private final List<Row> rows = new ArrayList<>();
  private final List<Nevra> replaced = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private @Nullable Section section;

  private TransactionTable() {}

  /** The lines without blank ones. */
  static Transaction parse(List<String> lines) {
    int header = first(HEADER, lines, 0);
    if (header == lines.size()) {
      if (lines.stream().noneMatch(line -> NOTHING.matcher(line.strip()).matches())) {
        throw new Garbled("there is neither a table of changes nor \"Nothing to do\"");
      }
      return new Transaction(List.of());
    }
    int summary = first(SUMMARY, lines, header);
    // dnf5 counts nothing if all it would do is leave packages as they are.
    int end = Math.min(summary, first(NOTHING, lines, header));
    TransactionTable table = new TransactionTable();
    lines.subList(header + 1, end).forEach(table::line);
    table.endRow();
    if (end < summary) {
      TransactionSummary.ofNothing().check(table.rows);
    } else if (summary < lines.size()) {
      TransactionSummary.parse(lines.subList(summary + 1, lines.size())).check(table.rows);
    } else {
      throw new Garbled("the table of changes has no summary");
    }
    return new Transaction(table.rows);
  }

  private static int first(Pattern pattern, List<String> lines, int from) {
    int at = from;
    while (at < lines.size() && !pattern.matcher(lines.get(at)).matches()) {
      at++;
    }
    return at;
  }

  private void line(String line) {
    Matcher heading = SECTION.matcher(line);
    if (RULE.matcher(line).matches() || ADVICE.matcher(line).matches()) {
      endRow();
    } else if (heading.matches()) {
      endRow();
      section = TransactionSections.of(heading.group(1));
    } else if (section == null || !line.startsWith(" ")) {
      throw Garbled.line("a line of the table of changes", line);
    } else if (section != Section.OTHER) {
      row(line);
    }
  }

  /** A row has one blank before it; what is further right continues it. */
  private void row(String line) {
    List<String> here = Arrays.asList(line.strip().split("\\s+"));
    if (!line.startsWith("  ")) {
      endRow();
      words.addAll(here);
    } else if (words.isEmpty()) {
      throw Garbled.line("a row that this continues", line);
    } else if (here.get(0).equals("replacing") && here.size() >= 3) {
      replaced.add(replaced(here));
    } else {
      words.addAll(here);
    }
  }

  /** {@code replacing name.arch evr}, or the columns of a row. */
  private static Nevra replaced(List<String> here) {
    return here.size() == 3
        ? Nevra.parse(here.get(1), here.get(2))
        : nevra(here.subList(1, here.size()));
  }

  private void endRow() {
    if (!words.isEmpty() && section != null) {
      rows.add(new Row(section, nevra(words), words.get(3), List.copyOf(replaced)));
    }
    words.clear();
    replaced.clear();
  }

  /** Name, architecture, version, repository and size, which may have a unit. */
  private static Nevra nevra(List<String> columns) {
    if (columns.size() < 5 || columns.size() > 6 || !SIZE.matcher(columns.get(4)).matches()) {
      throw Garbled.line("the five columns of a row", String.join(" ", columns));
    }
    return Nevra.of(columns.get(0), Evr.parse(columns.get(2)), columns.get(1));
  }
}
