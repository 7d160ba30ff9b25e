package dev.tendhost.pkg.internal.dnf;

/**
 * Orders versions and releases as rpm does: runs of digits and runs of letters in turn, digits
 * above letters, {@code ~} below everything and {@code ^} above the end only.
 */
final class RpmVersion {
  private final String text;
  private int at;

  private RpmVersion(String text) {
    this.text = text;
  }

  static int compare(String one, String two) {
    RpmVersion left = new RpmVersion(one);
    RpmVersion right = new RpmVersion(two);
    while (true) {
      char first = left.next();
      char second = right.next();
      if (first == '~' || second == '~' || first == '^' || second == '^') {
        if (first != second) {
          return rank(first) - rank(second);
        }
        left.at++;
        right.at++;
      } else if (first == 0 || second == 0) {
        return rank(first) - rank(second);
      } else {
        int order = segment(left, right);
        if (order != 0) {
          return order;
        }
      }
    }
  }

  /** {@code ~}, the end, {@code ^}, anything else. */
  private static int rank(char next) {
    return switch (next) {
      case '~' -> 0;
      case 0 -> 1;
      case '^' -> 2;
      default -> 3;
    };
  }

  private static int segment(RpmVersion left, RpmVersion right) {
    boolean digits = digit(left.text.charAt(left.at));
    if (digits != digit(right.text.charAt(right.at))) {
      return digits ? 1 : -1;
    }
    String one = left.run(digits);
    String two = right.run(digits);
    if (digits) {
      one = one.replaceFirst("^0+", "");
      two = two.replaceFirst("^0+", "");
      if (one.length() != two.length()) {
        return one.length() - two.length();
      }
    }
    return one.compareTo(two);
  }

  /** What comes next, separators skipped; 0 at the end. */
  private char next() {
    while (at < text.length() && !counts(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private String run(boolean digits) {
    int from = at;
    while (at < text.length() && (digits ? digit(text.charAt(at)) : letter(text.charAt(at)))) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean counts(char c) {
    return digit(c) || letter(c) || c == '~' || c == '^';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
