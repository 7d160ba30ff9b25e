package dev.tendhost.pkg.internal.compose;

import dev.tendhost.core.port.Garbled;
import java.util.regex.Pattern;

/** The one form of digests and image ids. */
final class Digests {
  private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

  private Digests() {}

  static boolean is(String text) {
    return SHA256.matcher(text).matches();
  }

  /** The digest; some engines write ids without the algorithm. */
  static String require(String text) {
    String digest = text.matches("[0-9a-f]{64}") ? "sha256:" + text : text;
    if (!is(digest)) {
      throw Garbled.line("a digest", text);
    }
    return digest;
  }

  /** What stands behind the last at sign. */
  static String after(String reference) {
    return require(reference.substring(reference.lastIndexOf('@') + 1));
  }
}
