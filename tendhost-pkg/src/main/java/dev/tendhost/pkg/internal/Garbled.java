package dev.tendhost.pkg.internal;

/** Thrown by a parser: the output is not what the tool writes, so nothing may be concluded. */
final class Garbled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 120;

  Garbled(String message) {
    super(message);
  }

  static Garbled line(String expected, String line) {
    String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return new Garbled("expected " + expected + ", got \"" + shown + "\"");
  }
}
