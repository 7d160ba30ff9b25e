package dev.tendhost.exec.internal.remote;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A random text that tells our script's own words from everything else on a channel. It travels in
 * two halves, so that a shell that shows what it is about to run does not say it by accident.
 */
record Marker(String first, String second) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int HALF = 8;

  static Marker random() {
    return new Marker(half(), half());
  }

  String text() {
    return first + second;
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.US_ASCII);
  }

  private static String half() {
    byte[] bytes = new byte[HALF];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
