package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Epoch, version and release.
 *
 * @param epoch 0 if the package has none
 * @param version without hyphens
 * @param release without hyphens
 */
record Evr(long epoch, String version, String release) implements Comparable<Evr> {
  private static final String PART = "[A-Za-z0-9._+~^%{}]+";
  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d{1,9}):)?(" + PART + ")-(" + PART + ")");
  private static final Comparator<Evr> ORDER =
      Comparator.comparingLong(Evr::epoch)
          .thenComparing(Evr::version, RpmVersion::compare)
          .thenComparing(Evr::release, RpmVersion::compare);

  /** Of {@code [epoch:]version-release}. */
  static Evr parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw Garbled.line("[epoch:]version-release", text);
    }
    long epoch = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
    return new Evr(epoch, matcher.group(2), matcher.group(3));
  }

  @Override
  public int compareTo(Evr other) {
    return ORDER.compare(this, other);
  }

  boolean isNewerThan(Evr other) {
    return compareTo(other) > 0;
  }

  /** The epoch only if there is one, as dnf writes it. */
  @Override
  public String toString() {
    return (epoch == 0 ? "" : epoch + ":") + version + "-" + release;
  }
}
