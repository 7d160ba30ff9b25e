package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.ShellWords;
import java.nio.charset.StandardCharsets;

/**
 * Writes scripts so that they survive the way to a POSIX {@code sh}: the login shell may be any,
 * and reading a line must not depend on how a shell takes bytes beyond ASCII.
 */
final class ShellText {
  /** csh takes no word of 8,192 characters or more, older ones none of 1,024. */
  private static final int PART = 900;

  private ShellText() {}

  /** One word for a POSIX shell, without single quotes where that is possible. */
  static String word(String word) {
    boolean doubleQuotes = isPlain(word) && word.indexOf('"') < 0;
    boolean literal = word.indexOf('$') < 0 && word.indexOf('`') < 0;
    String quoted = ShellWords.quote(word);
    return quoted.startsWith("'") && doubleQuotes && literal ? '"' + word + '"' : quoted;
  }

  /**
   * A line for any login shell, POSIX or not, that becomes {@code sh} and runs a script. In single
   * quotes all of them take the characters that are left here as they are.
   */
  static String loginLine(String script) {
    boolean plain = isPlain(script);
    String all = plain ? script : escape(script);
    StringBuilder line = new StringBuilder("exec /bin/sh -c 'IFS=;eval \"");
    line.append(plain ? "$*" : "$(printf %b \"$*\")").append("\"' sh");
    int from = 0;
    while (from < all.length()) {
      int to = endOfPart(all, from);
      line.append(" '").append(all, from, to).append('\'');
      from = to;
    }
    return line.toString();
  }

  /** Never behind a backslash: fish would take the quote after it for a character. */
  private static int endOfPart(String text, int from) {
    int to = Math.min(text.length(), from + PART);
    return text.charAt(to - 1) == '\\' ? to - 1 : to;
  }

  /** The script as one line of plain characters for {@code read -r} and {@code eval}. */
  static String oneLine(String script) {
    return isPlain(script) ? script : "eval \"$(printf %b '" + escape(script) + "')\"";
  }

  /** For printf's {@code %b}: everything that is not plain as an octal number. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain((char) (b & 0xFF))) {
        escaped.append((char) b);
      } else {
        escaped.append("\\0");
        escaped.append((char) ('0' + (b >> 6 & 3)));
        escaped.append((char) ('0' + (b >> 3 & 7)));
        escaped.append((char) ('0' + (b & 7)));
      }
    }
    return escaped.toString();
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> isPlain((char) c));
  }

  /** Quote and backslash end or mean something in quotes, the exclamation mark does in csh. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '\'' && c != '!' && c != '\\';
  }
}
