package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the output of {@code apt list} under the C locale. */
final class AptList {
  private static final Pattern LINE =
      Pattern.compile("([^/\\s]+)/(\\S+) (\\S+) (\\S+)(?: \\[([^\\]]*)\\])?");
  private static final String UPGRADABLE = "upgradable from: ";

  private AptList() {}

  /**
   * One package.
   *
   * @param name without architecture
   * @param suites such as {@code oldstable}, several with a comma between, each once
   * @param candidate the newest version
   * @param arch of that version
   * @param installed the installed version; null if it is not installed
   */
  record Entry(
      String name, String suites, String candidate, String arch, @Nullable String installed) {
    PackageKey key() {
      return new PackageKey(name, arch);
    }
  }

  static List<Entry> parse(String output) {
    if (!output.startsWith("Listing...") || !output.endsWith("\n")) {
      throw new Garbled("apt list does not start with \"Listing...\" or is cut off");
    }
    List<Entry> entries = new ArrayList<>();
    output
        .lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(AptList::entry)
        .forEach(entries::add);
    return entries;
  }

  private static Entry entry(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw Garbled.line("a line of apt list", line);
    }
    String version = matcher.group(3);
    String state = matcher.group(5);
    return new Entry(
        matcher.group(1),
        once(matcher.group(2)),
        version,
        matcher.group(4),
        installed(state, version));
  }

  /** A package of all architectures is in the index of each, and its suite is told for each. */
  private static String once(String suites) {
    return Arrays.stream(suites.split(",")).distinct().collect(Collectors.joining(","));
  }

  private static @Nullable String installed(@Nullable String state, String version) {
    if (state == null) {
      return null;
    }
    if (state.startsWith(UPGRADABLE)) {
      return state.substring(UPGRADABLE.length());
    }
    return state.startsWith("installed") ? version : null;
  }
}
