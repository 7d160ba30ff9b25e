package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import org.jspecify.annotations.Nullable;

/**
 * What an installed package says it replaces.
 *
 * @param by the name of the package that says so
 * @param name what it replaces
 * @param sense rpm's bits: 2 less, 4 greater, 8 equal; none of them if any version is meant
 * @param version {@code [epoch:]version[-release]}; empty if any is meant
 */
record Obsoletes(String by, String name, int sense, String version) {
  /** A package that replaces nothing says {@code (none)} three times. */
  static final String FORMAT = "[%{=NAME}|%{OBSOLETENAME}|%{OBSOLETEFLAGS}|%{OBSOLETEVERSION}\\n]";

  private static final String NONE = "(none)";
  private static final int LESS = 2;
  private static final int GREATER = 4;
  private static final int EQUAL = 8;

  /** Null if the line's package replaces nothing. */
  static @Nullable Obsoletes parse(String line) {
    String[] words = line.split("\\|", -1);
    if (words.length == 4 && words[1].equals(NONE)) {
      return null;
    }
    if (words.length != 4 || words[1].isEmpty() || !words[2].matches("\\d{1,9}")) {
      throw Garbled.line("name|name|flags|version of what it replaces", line);
    }
    return new Obsoletes(words[0], words[1], Integer.parseInt(words[2]), words[3]);
  }

  /** Whether it replaces that package; none replaces another version of itself. */
  boolean covers(Nevra other) {
    if (!other.name().equals(name) || by.equals(name)) {
      return false;
    }
    int asked = sense & (LESS | GREATER | EQUAL);
    if (asked == 0 || version.isEmpty()) {
      return true;
    }
    int order = order(other.evr());
    return (asked & (order < 0 ? LESS : order > 0 ? GREATER : EQUAL)) != 0;
  }

  /** As rpm compares: no epoch is 0, and a release counts only where both have one. */
  private int order(Evr other) {
    int colon = version.indexOf(':');
    String epoch = colon < 0 ? "0" : version.substring(0, colon);
    if (!epoch.matches("\\d{1,9}")) {
      throw Garbled.line("[epoch:]version[-release]", version);
    }
    int order = Long.compare(other.epoch(), Long.parseLong(epoch));
    if (order != 0) {
      return order;
    }
    String rest = version.substring(colon + 1);
    int hyphen = rest.indexOf('-');
    order = RpmVersion.compare(other.version(), hyphen < 0 ? rest : rest.substring(0, hyphen));
    return order != 0 || hyphen < 0
        ? order
        : RpmVersion.compare(other.release(), rest.substring(hyphen + 1));
  }
}
