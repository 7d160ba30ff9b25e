package dev.tendhost.pkg.internal.apt;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells from an origin whether it carries security fixes; never from a package's name. */
final class SecurityOrigin {
  private SecurityOrigin() {}

  /** Of {@code Label:Version/Archive}, several with a comma between, as apt-get -s writes it. */
  static boolean ofOrigins(@Nullable String origins) {
    return origins != null && Arrays.stream(origins.split(", ")).anyMatch(SecurityOrigin::of);
  }

  /** Of suites with a comma between, as apt list writes them. */
  static boolean ofSuites(String suites) {
    return Arrays.stream(suites.split(",")).anyMatch(suite -> suite.endsWith("-security"));
  }

  private static boolean of(String origin) {
    String archive =
        origin.substring(Math.max(origin.lastIndexOf('/'), origin.lastIndexOf(':')) + 1);
    int colon = origin.indexOf(':');
    String label = origin.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
    return archive.endsWith("-security")
        || label.equals("debian-security")
        || label.startsWith("ubuntuesm");
  }
}
