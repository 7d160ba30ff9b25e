package dev.tendhost.exec.internal;

import java.math.BigDecimal;
import java.time.Duration;

/** Parts of messages for people. */
public final class Words {
  private Words() {}

  /** A duration in seconds, such as {@code 15 s} or {@code 0.25 s}; never rounded. */
  public static String of(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return seconds.stripTrailingZeros().toPlainString() + " s";
  }

  /**
   * What somebody else said, so that a semicolon can follow it: without space or dot at its end.
   */
  public static String quoted(String said) {
    return said.strip().replaceFirst("[.\\s]+$", "");
  }
}
