package dev.tendhost.pkg.internal.apt;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The release of a kernel, such as {@code 6.1.0-35-cloud-amd64}.
 *
 * @param release as {@code uname -r} and the file names have it
 * @param version what orders kernels of one flavour, {@code 6.1.0-35}
 * @param flavour what must be equal for two kernels to be compared, {@code cloud-amd64}
 */
record KernelRelease(String release, String version, String flavour) {
  private static final Pattern OF_VERSION = Pattern.compile("(?![3-6]86$)\\d.*|rc\\d+|trunk");

  /** Whether the name of a kernel file is that of a kernel to boot every day. */
  static boolean isOrdinary(String release) {
    String name = release.toLowerCase(Locale.ROOT);
    return Character.isDigit(name.isEmpty() ? ' ' : name.charAt(0))
        && !name.contains("rescue")
        && !name.contains("recovery")
        && !name.endsWith(".old");
  }

  static KernelRelease of(String release) {
    List<String> parts = Arrays.asList(release.split("-"));
    int end = 1;
    while (end < parts.size() && OF_VERSION.matcher(parts.get(end)).matches()) {
      end++;
    }
    return new KernelRelease(
        release,
        String.join("-", parts.subList(0, end)),
        String.join("-", parts.subList(end, parts.size())));
  }

  boolean isNewerThan(KernelRelease other) {
    return DebVersion.compare(version, other.version) > 0;
  }
}
