package dev.tendhost.it.tend;

/**
 * A line of text for people; its text is clean and fits.
 *
 * @param style how it looks where there are colours
 * @param text the line
 */
record StyledLine(Style style, String text) {
  static StyledLine plain(String text) {
    return new StyledLine(Style.PLAIN, text);
  }

  String render(boolean colour) {
    return style.paint(text, colour);
  }
}
