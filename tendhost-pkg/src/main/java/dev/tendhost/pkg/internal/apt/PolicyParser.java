package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Garbled;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the version tables of {@code apt-cache policy}: a package gets a security fix also if its
 * newest version comes from elsewhere and a security version lies between it and the installed one.
 */
final class PolicyParser {
  private static final Pattern HEADER = Pattern.compile("(\\S+):");
  private static final Pattern VERSION = Pattern.compile(" (\\*\\*\\*|   ) (\\S+) -?\\d+.*");
  private static final Pattern SOURCE =
      Pattern.compile(" {6,}-?\\d+ \\S+ (\\S+)/\\S+ \\S+ Packages");

  private final Set<String> seen = new HashSet<>();
  private final Set<String> security = new HashSet<>();
  private String name = "";
  private @Nullable String candidate;
  private boolean between;

  private PolicyParser() {}

  /** Which of these packages, by full name, have a security version above the installed one. */
  static Set<String> security(Collection<String> asked, String output) {
    PolicyParser parser = new PolicyParser();
    output.lines().forEach(parser::line);
    for (String each : asked) {
      if (!parser.seen.contains(each)) {
        throw new Garbled("apt-cache policy does not tell the versions of " + each);
      }
    }
    return parser.security;
  }

  private void line(String line) {
    Matcher header = HEADER.matcher(line);
    if (header.matches()) {
      name = header.group(1);
      candidate = null;
      between = false;
      return;
    }
    if (line.startsWith("  Candidate: ")) {
      candidate = line.substring("  Candidate: ".length());
      return;
    }
    Matcher version = VERSION.matcher(line);
    if (version.matches()) {
      version(version.group(1).equals("***"), version.group(2));
      return;
    }
    Matcher source = SOURCE.matcher(line);
    if (between && source.matches() && source.group(1).endsWith("-security")) {
      security.add(name);
    }
  }

  /** The table is sorted, newest first. */
  private void version(boolean installed, String version) {
    if (installed) {
      seen.add(name);
      between = false;
    } else if (version.equals(candidate)) {
      between = true;
    }
  }
}
