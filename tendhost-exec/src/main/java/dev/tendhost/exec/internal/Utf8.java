package dev.tendhost.exec.internal;

import java.nio.charset.StandardCharsets;

/** Cuts bytes where no character of UTF-8 is torn. */
public final class Utf8 {
  private Utf8() {}

  /** The bytes as text, what is not UTF-8 as U+FFFD. */
  public static String decode(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** How many of the bytes stay when a character that is cut off at their end is left out. */
  public static int wholeCharacters(byte[] bytes, int length) {
    for (int back = 1; back <= 3 && back <= length; back++) {
      int value = bytes[length - back] & 0xFF;
      if (value < 0x80) {
        return length;
      }
      if (value >= 0xC0) {
        return sequenceLength(value) > back ? length - back : length;
      }
    }
    return length;
  }

  private static int sequenceLength(int lead) {
    if (lead >= 0xF0) {
      return 4;
    }
    return lead >= 0xE0 ? 3 : 2;
  }
}
