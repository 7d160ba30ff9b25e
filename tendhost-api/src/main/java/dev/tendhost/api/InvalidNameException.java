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
    value
        .codePoints()
        .limit(SHOWN)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || c == '"' || c == '\\') {
                text.append(String.format("\\u%04x", c));
              } else {
                text.appendCodePoint(c);
              }
            });
    if (value.length() > SHOWN) {
      text.append("… (").append(value.length()).append(" characters)");
    }
    return text.toString();
  }
}
