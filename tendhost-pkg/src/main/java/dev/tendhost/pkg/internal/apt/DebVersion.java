package dev.tendhost.pkg.internal.apt;

import java.util.Comparator;

/** Orders versions as dpkg does (Debian policy 5.6.12): epoch, upstream version, revision. */
final class DebVersion {
  static final Comparator<String> ORDER = DebVersion::compare;

  private DebVersion() {}

  static int compare(String a, String b) {
    int order = comparePart(epoch(a), epoch(b));
    if (order == 0) {
      order = comparePart(upstream(a), upstream(b));
    }
    return order == 0 ? comparePart(revision(a), revision(b)) : order;
  }

  private static String epoch(String version) {
    return version.substring(0, Math.max(0, version.indexOf(':')));
  }

  private static String upstream(String version) {
    String rest = version.substring(version.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private static String revision(String version) {
    int dash = version.lastIndexOf('-');
    return dash < version.indexOf(':') + 1 ? "" : version.substring(dash + 1);
  }

  /** Runs of non-digits and of digits in turn; no digits is zero. */
  private static int comparePart(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (isText(a, i) || isText(b, j)) {
        int order = Integer.compare(weight(a, i), weight(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endA = endOfDigits(a, i);
      int endB = endOfDigits(b, j);
      int order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  private static boolean isText(String text, int at) {
    return at < text.length() && !isDigit(text.charAt(at));
  }

  /** A tilde sorts before the end, the end and digits before letters, letters before the rest. */
  private static int weight(String text, int at) {
    if (!isText(text, at)) {
      return 0;
    }
    char c = text.charAt(at);
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c == '~' ? -1 : letter ? c : c + 256;
  }

  private static int endOfDigits(String text, int from) {
    int end = Math.min(from, text.length());
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
