package dev.tendhost.it.tend;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of text. Where they do not fit, the widest are made narrower; a cell that is wider than
 * its column pushes the next ones to the right, and a row that is too wide then goes on in the next
 * line. Only what is wider than a whole line is cut.
 */
final class Table {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  /** No column is made narrower than this. */
  private static final int NARROW = 12;

  private final List<String> headings;
  private final List<Row> rows = new ArrayList<>();

  /** A row, or the heading of a group, which has one cell. */
  private record Row(Style style, List<String> cells) {
    boolean isGroup() {
      return cells.size() == 1;
    }
  }

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  void row(Style style, List<String> cells) {
    rows.add(new Row(style, cells.stream().map(Text::clean).toList()));
  }

  /** A line over the whole width, above the rows that follow. */
  void group(String text) {
    rows.add(new Row(Style.DIM, List.of(Text.clean(text))));
  }

  List<StyledLine> lines(int width) {
    int[] widths = widths();
    fit(widths, width);
    List<StyledLine> lines = new ArrayList<>();
    add(new Row(Style.BOLD, headings), widths, width, lines);
    rows.forEach(row -> add(row, widths, width, lines));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Text.width(headings.get(i));
      for (Row row : rows) {
        widths[i] = row.isGroup() ? widths[i] : Math.max(widths[i], Text.width(row.cells().get(i)));
      }
    }
    return widths;
  }

  /** Takes from the widest column until all fit, or none is left to take from. */
  private static void fit(int[] widths, int width) {
    int over = INDENT.length() + GAP.length() * (widths.length - 1) - width;
    for (int column : widths) {
      over += column;
    }
    for (; over > 0; over--) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROW) {
        return;
      }
      widths[widest]--;
    }
  }

  private static void add(Row row, int[] widths, int width, List<StyledLine> lines) {
    String inColumns = inColumns(row.cells(), widths);
    if (row.isGroup() || Text.width(inColumns) <= width) {
      lines.add(new StyledLine(row.style(), Text.cut(inColumns, width)));
      return;
    }
    lines.add(new StyledLine(row.style(), Text.cutMiddle(INDENT + row.cells().get(0), width)));
    String line = INDENT;
    for (String cell : row.cells().subList(1, row.cells().size())) {
      if (!line.isBlank() && Text.width(line + GAP + cell) > width) {
        lines.add(new StyledLine(row.style(), Text.cutMiddle(line, width)));
        line = INDENT;
      }
      line += cell.isEmpty() ? "" : GAP + cell;
    }
    lines.add(new StyledLine(row.style(), Text.cutMiddle(line, width)));
  }

  private static String inColumns(List<String> cells, int[] widths) {
    String line = "";
    int start = INDENT.length();
    for (int i = 0; i < cells.size(); i++) {
      String gap = i == 0 ? INDENT : GAP;
      line = Text.pad(line + gap, start) + cells.get(i);
      start += widths[i] + GAP.length();
    }
    return line.stripTrailing();
  }
}
