package dev.tendhost.pkg.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Outputs of real tools, recorded. */
public final class Recorded {
  private Recorded() {}

  /** The text of a file in {@code src/test/resources/apt}. */
  public static String apt(String file) {
    return text("/apt/" + file);
  }

  /** The text of a file in {@code src/test/resources/dnf}, such as {@code dnf4/plan.txt}. */
  public static String dnf(String file) {
    return text("/dnf/" + file);
  }

  private static String text(String file) {
    try (InputStream in = Recorded.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no recording " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
