package dev.tendhost.it.tend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes foreign text fit a terminal. Widths are in columns, not in characters. */
final class Text {
  /** Wide enough for everything: nothing is cut or wrapped. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** Sentences are read best in lines that are not longer. */
  static final int PROSE = 80;

  private static final String CUT = "…";

  private Text() {}

  /** One line without control characters: what a host sends cannot steer the terminal. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().map(Text::harmless).forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static int harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT, Character.SURROGATE -> 0xFFFD;
      default -> c;
    };
  }

  static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  /** Combining marks take no column, East Asian wide characters and emoji two (UAX 11). */
  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** The start of a text that is too long. */
  static String cut(String text, int width) {
    return width(text) <= width ? text : head(text, width - 1) + CUT;
  }

  /** Start and end of a text that is too long: versions differ at their ends. */
  static String cutMiddle(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int tail = (width - 1) / 2;
    String reversed = new StringBuilder(text).reverse().toString();
    String end = new StringBuilder(head(reversed, tail)).reverse().toString();
    return head(text, width - 1 - tail) + CUT + end;
  }

  private static String head(String text, int width) {
    StringBuilder head = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      used += width(c);
      if (used > width) {
        break;
      }
      head.appendCodePoint(c);
    }
    return head.toString();
  }

  /** Breaks a text between words; what follows the first line begins under its text. */
  static List<String> wrap(String first, String text, int width) {
    return wrap(first, text, width, Math.min(width(first), width / 2));
  }

  /** Breaks a text between words; what follows the first line begins after so many columns. */
  static List<String> wrap(String first, String text, int width, int indent) {
    List<String> lines = new ArrayList<>();
    String rest = " ".repeat(indent);
    String line = first;
    boolean empty = true;
    for (String word : pieces(clean(text), width - rest.length())) {
      if (width(line) + (empty ? 0 : 1) + width(word) > width) {
        lines.add(line.stripTrailing());
        line = rest;
        empty = true;
      }
      line += (empty ? "" : " ") + word;
      empty = false;
    }
    lines.add(line);
    return lines;
  }

  /** The words of a text, those that are longer than a line in pieces. */
  private static List<String> pieces(String text, int width) {
    List<String> pieces = new ArrayList<>();
    for (String word : text.split(" +", -1)) {
      String left = word;
      while (width(left) > width) {
        String head = head(left, width);
        pieces.add(head);
        left = left.substring(head.length());
      }
      pieces.add(left);
    }
    return pieces;
  }

  /** A duration for people, in its two largest units. */
  static String duration(Duration duration) {
    if (duration.toDays() > 0) {
      return units(duration.toDays(), "day", duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + " min";
    }
    return duration.toSeconds() + " s";
  }

  private static String units(long days, String day, int hours, String hour) {
    String text = count(days, day);
    return hours > 0 && days < 7 ? text + " " + hours + " " + hour : text;
  }

  /** A bar that is so full. */
  static String bar(int percent, int width) {
    int full = width * percent / 100;
    return "[" + "#".repeat(full) + "-".repeat(width - full) + "]";
  }

  /** Always of one width. */
  static String percent(int percent) {
    return " ".repeat(percent < 10 ? 2 : percent < 100 ? 1 : 0) + percent + "%";
  }

  /** A number with its noun. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
