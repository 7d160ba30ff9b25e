package dev.tendhost.exec.internal;

import java.util.Collection;

/** Patterns as ssh_config(5) has them: {@code *} and {@code ?}, {@code !} for negation. */
public final class Wildcards {
  private Wildcards() {}

  /** Whether a list matches: one of its patterns does, and none that is negated. */
  public static boolean listMatches(Collection<String> patterns, String text) {
    boolean found = false;
    for (String pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      if (matches(negated ? pattern.substring(1) : pattern, text)) {
        if (negated) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** Whether one pattern matches the whole text. Takes no more than length times length steps. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean fits(char pattern, char c) {
    return pattern == '?' || pattern == c;
  }
}
