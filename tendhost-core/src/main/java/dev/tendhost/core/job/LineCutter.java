package dev.tendhost.core.job;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts bytes into lines of UTF-8, however they are chunked. Not for two threads at once. */
final class LineCutter {
  /** A longer line comes in pieces. */
  static final int LONGEST = 64 << 10;

  private byte[] line = new byte[256];
  private int length;

  void take(byte[] bytes, Consumer<String> lines) {
    for (byte next : bytes) {
      if (next == '\n') {
        cut(length, lines);
      } else {
        if (length == LONGEST) {
          cut(wholeCharacters(), lines);
        }
        append(next);
      }
    }
  }

  /** What came after the last end of a line. */
  void flush(Consumer<String> lines) {
    if (length > 0) {
      cut(length, lines);
    }
  }

  private void cut(int end, Consumer<String> lines) {
    String text = new String(line, 0, end, StandardCharsets.UTF_8);
    System.arraycopy(line, end, line, 0, length - end);
    length -= end;
    lines.accept(text);
  }

  private void append(byte next) {
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(LONGEST, 2 * length));
    }
    line[length++] = next;
  }

  /** How much can be cut off without cutting the last character in two. */
  private int wholeCharacters() {
    for (int back = 1; back <= 3; back++) {
      int each = line[length - back] & 0xff;
      if (each >= 0xc0) {
        int needed = each >= 0xf0 ? 4 : each >= 0xe0 ? 3 : 2;
        return needed > back ? length - back : length;
      }
      if (each < 0x80) {
        return length;
      }
    }
    return length;
  }
}
