package dev.tendhost.it.tend;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of text. Where they do not fit, columns are cut in the order in which {@link #shrink}
 * named them; where even that is too wide, the cells of a row stand one below another.
 */
final class Table {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<Row> rows = new ArrayList<>();
  private final List<Shrink> shrinks = new ArrayList<>();

  private record Row(Style style, List<String> cells) {}

  private record Shrink(int column, int least) {}

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** Lets a column be cut to this width, after those that were named before. */
  Table shrink(int column, int least) {
    shrinks.add(new Shrink(column, least));
    return this;
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
    boolean stacked = total(widths) > width;
    List<StyledLine> lines = new ArrayList<>();
    if (!stacked) {
      lines.add(new StyledLine(Style.BOLD, inColumns(headings, widths)));
    }
    for (Row row : rows) {
      if (row.cells().size() == 1) {
        lines.add(new StyledLine(row.style(), Text.cut(INDENT + row.cells().get(0), width)));
      } else if (stacked) {
        stack(row, width, lines);
      } else {
        lines.add(new StyledLine(row.style(), inColumns(row.cells(), widths)));
      }
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Text.width(headings.get(i));
      for (Row row : rows) {
        if (row.cells().size() > 1) {
          widths[i] = Math.max(widths[i], Text.width(row.cells().get(i)));
        }
      }
    }
    return widths;
  }

  private void fit(int[] widths, int width) {
    for (Shrink shrink : shrinks) {
      int over = Math.max(0, total(widths) - width);
      int column = shrink.column();
      widths[column] = Math.min(widths[column], Math.max(shrink.least(), widths[column] - over));
    }
  }

  private static int total(int[] widths) {
    int total = INDENT.length() + GAP.length() * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }

  private static String inColumns(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP);
      line.append(Text.pad(Text.cutMiddle(cells.get(i), widths[i]), widths[i]));
    }
    return line.toString().stripTrailing();
  }

  private static void stack(Row row, int width, List<StyledLine> lines) {
    for (int i = 0; i < row.cells().size(); i++) {
      String cell = row.cells().get(i);
      if (!cell.isEmpty()) {
        String indent = i == 0 ? INDENT : INDENT + INDENT;
        lines.add(new StyledLine(row.style(), Text.cutMiddle(indent + cell, width)));
      }
    }
  }
}
