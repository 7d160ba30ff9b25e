package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Garbled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is on a host by dpkg's word, as {@link #SCRIPT} lists it.
 *
 * @param entries every package of which files are there
 */
record DpkgSnapshot(Map<PackageKey, Entry> entries) {
  /** The states in the second letter are those of dpkg-query(1). */
  static final String SCRIPT =
      "dpkg-query -W -f='${db:Status-Abbrev}|${Package}|${Architecture}|${Version}\\n'";

  private static final Pattern LINE =
      Pattern.compile("([uihrp])([ncHUFWti])([ R])\\|([^| ]+)\\|([^| ]*)\\|([^| ]*)");

  /** The letters of packages of which no files are there but configuration. */
  private static final String GONE = "nc";

  /**
   * One package.
   *
   * @param version such as {@code 1:2.3-4}
   * @param state the second letter: {@code i} installed, {@code U} unpacked, {@code F} half
   *     configured, {@code H} half installed, {@code W} or {@code t} triggers wait
   * @param broken whether dpkg wants it installed again
   */
  record Entry(String version, char state, boolean broken) {
    boolean installed() {
      return state == 'i' && !broken;
    }
  }

  DpkgSnapshot {
    entries = Map.copyOf(entries);
  }

  /** Reads whole output; nothing at all is garbled, as there is no host without a package. */
  static DpkgSnapshot parse(List<String> lines) {
    Map<PackageKey, Entry> entries = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw Garbled.line("a package of dpkg-query", line);
      }
      char state = matcher.group(2).charAt(0);
      if (GONE.indexOf(state) < 0) {
        PackageKey key = new PackageKey(matcher.group(4), matcher.group(5));
        entries.put(key, new Entry(matcher.group(6), state, matcher.group(3).equals("R")));
      }
    }
    if (entries.isEmpty()) {
      throw new Garbled("dpkg-query lists no package");
    }
    return new DpkgSnapshot(entries);
  }

  /** What an interrupted transaction left, such as {@code tend-conf (unpacked)}. */
  List<String> unfinished() {
    return entries.entrySet().stream()
        .filter(entry -> !entry.getValue().installed())
        .map(entry -> entry.getKey().name() + " (" + word(entry.getValue()) + ")")
        .sorted()
        .toList();
  }

  private static String word(Entry entry) {
    return switch (entry.state()) {
      case 'U' -> "unpacked, not configured";
      case 'F' -> "half-configured";
      case 'H' -> "half-installed";
      case 'W', 't' -> "triggers wait";
      default -> "to be installed again";
    };
  }
}
