package dev.tendhost.api;

/**
 * A name that breaks its rule. The message shows the offending text escaped and shortened, so that
 * a newline or 50 MB in a name do no harm to a log.
 */
public final class InvalidNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  InvalidNameException(String what, String value, String rule) {
    super("invalid " + what + " \"" + shown(value) + "\": " + rule);
  }

  private static String shown(String value) {
    StringBuilder text = new StringBuilder();
    value.codePoints().limit(SHOWN).forEach(c -> append(text, c));
    int length = value.codePointCount(0, value.length());
    if (length > SHOWN) {
      text.append("… (").append(length).append(" characters)");
    }
    return text.toString();
  }

  /** Letters, digits and printable ASCII as they are; the rest could turn, split or hide a line. */
  private static void append(StringBuilder text, int c) {
    boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    if (plain || (c > '~' && Character.isLetterOrDigit(c))) {
      text.appendCodePoint(c);
    } else {
      text.append(String.format("\\u%04x", c));
    }
  }
}
