package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Garbled;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the output of {@code apt-mark showhold}: full names, one a line; nothing is no holds. */
final class HoldList {
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*(?::[a-z0-9-]+)?");

  private HoldList() {}

  static Set<String> parse(String output) {
    if (!output.isEmpty() && !output.endsWith("\n")) {
      throw new Garbled("apt-mark showhold is cut off");
    }
    return output.lines().map(HoldList::name).collect(Collectors.toSet());
  }

  private static String name(String line) {
    if (!NAME.matcher(line).matches()) {
      throw Garbled.line("a package name", line);
    }
    return line;
  }
}
