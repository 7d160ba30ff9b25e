package dev.tendhost.it.tend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table whose last column is a note in words. Where that does not fit, notes are wrapped at words
 * in their column, or stand below their rows if it is too narrow for them; where the other columns
 * do not fit either, the first has a line of its own above the others. Only a first cell that is
 * wider than a line is cut.
 */
final class NotedTable {
  private static final String INDENT = "  ";
  private static final String BELOW = "    ";
  private static final int GAP = 2;

  /** A column of notes that is narrower is hard to read. */
  private static final int NARROW = 12;

  private final List<Row> rows = new ArrayList<>();

  private record Row(Style style, List<String> cells, String note) {}

  /** The last heading is that of the notes. */
  NotedTable(String... headings) {
    row(Style.BOLD, List.of(headings));
  }

  /** The last cell is the note; empty if there is none. */
  void row(Style style, List<String> cells) {
    List<String> clean = cells.stream().map(Text::clean).toList();
    int last = clean.size() - 1;
    rows.add(new Row(style, clean.subList(0, last), clean.get(last)));
  }

  List<StyledLine> lines(int width) {
    Layout whole = layout(0, INDENT, width);
    Layout layout = whole.span() <= width ? whole : layout(1, BELOW, width);
    boolean noted = rows.stream().skip(1).allMatch(row -> layout.fitsBeside(row.note()));
    List<StyledLine> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Row shown = i == 0 && !noted ? new Row(row.style(), row.cells(), "") : row;
      layout.of(shown, noted).forEach(line -> lines.add(new StyledLine(row.style(), line)));
    }
    return lines;
  }

  private Layout layout(int first, String indent, int width) {
    List<Integer> widths =
        IntStream.range(first, rows.get(0).cells().size())
            .map(i -> rows.stream().mapToInt(row -> Text.width(row.cells().get(i))).max().orElse(0))
            .boxed()
            .toList();
    int span = indent.length() + widths.stream().mapToInt(w -> w).sum() + GAP * (widths.size() - 1);
    return new Layout(first, indent, widths, span, width);
  }

  /** Cells before the first column have lines of their own; the columns together span so much. */
  private record Layout(int first, String indent, List<Integer> widths, int span, int width) {
    boolean fitsBeside(String note) {
      int room = width - span - GAP;
      return Text.width(note) <= room
          || (room >= NARROW
              && Arrays.stream(note.split(" ")).allMatch(w -> Text.width(w) <= room));
    }

    List<String> of(Row row, boolean beside) {
      List<String> lines = new ArrayList<>();
      row.cells().stream()
          .limit(first)
          .forEach(cell -> lines.add(Text.cutMiddle(INDENT + cell, width)));
      String columns = columns(row.cells());
      String note = row.note();
      if (!note.isEmpty() && beside) {
        lines.addAll(Text.wrap(Text.pad(columns, span + GAP), note, width, span + GAP));
        return lines;
      }
      if (Text.width(columns) <= width) {
        lines.add(columns);
      } else {
        lines.addAll(Text.wrap(BELOW, columns, width));
      }
      if (!note.isEmpty()) {
        lines.addAll(Text.wrap(BELOW, note, width));
      }
      return lines;
    }

    private String columns(List<String> cells) {
      String line = indent;
      int start = indent.length();
      for (int i = 0; i < widths.size(); i++) {
        line = Text.pad(line, start) + cells.get(first + i);
        start += widths.get(i) + GAP;
      }
      return line.stripTrailing();
    }
  }
}
