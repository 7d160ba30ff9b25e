package dev.tendhost.pkg.internal.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Outputs of docker 20.10 and compose 2.26, recorded. */
public final class RecordedCompose {
  private RecordedCompose() {}

  /** The text of a file in {@code src/test/resources/compose}. */
  public static String text(String file) {
    try (InputStream in = RecordedCompose.class.getResourceAsStream("/compose/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no recording " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
