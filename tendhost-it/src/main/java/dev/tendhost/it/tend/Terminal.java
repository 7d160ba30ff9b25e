package dev.tendhost.it.tend;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What standard output can show.
 *
 * @param live whether a line can be drawn over
 * @param colour whether there are colours
 * @param width how many columns there are; {@link Text#UNLIMITED} where nobody counts them
 */
record Terminal(boolean live, boolean colour, int width) {
  private static final int NARROWEST = 20;

  /** A file or a pipe. */
  static Terminal none() {
    return new Terminal(false, false, Text.UNLIMITED);
  }

  /**
   * By the usual variables: TERM, NO_COLOR (no-color.org) and COLUMNS.
   *
   * @param tty whether standard output is a terminal
   * @param columns how wide it says it is; used where COLUMNS does not say
   */
  static Terminal of(boolean tty, int columns, Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "dumb");
    boolean live = tty && !term.equals("dumb") && !term.isEmpty();
    boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
    int absent = tty ? columns : Text.UNLIMITED;
    return new Terminal(live, colour, width(environment.get("COLUMNS"), absent));
  }

  Terminal withoutColour() {
    return new Terminal(live, false, width);
  }

  private static int width(@Nullable String columns, int absent) {
    return columns != null && columns.matches("[0-9]{1,4}")
        ? Math.max(NARROWEST, Integer.parseInt(columns))
        : absent;
  }
}
