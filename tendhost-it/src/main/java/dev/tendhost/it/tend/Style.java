package dev.tendhost.it.tend;

/** How a piece of text looks on a terminal with colours. */
enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  RED_BOLD("1;31");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style, or as it is where there are no colours (ECMA-48, 8.3.117). */
  String paint(String text, boolean colour) {
    return colour && !code.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
