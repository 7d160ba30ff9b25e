package dev.tendhost.exec.internal;

import java.util.Arrays;
import java.util.function.Consumer;

/** Makes lines of bytes as they come; a longer line than {@link #PIECE} comes in pieces. */
public final class LineSplitter {
  static final int PIECE = 64 << 10;

  private final Consumer<String> lines;
  private byte[] pending = new byte[256];
  private int length;

  public LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  public void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        emit(length);
      } else {
        append(bytes[i]);
      }
    }
  }

  /** The end of the stream also ends a last line that has no end of its own. */
  public void finish() {
    if (length > 0) {
      emit(length);
    }
  }

  private void append(byte value) {
    if (length == PIECE) {
      emit(Utf8.wholeCharacters(pending, length));
    }
    if (length == pending.length) {
      pending = Arrays.copyOf(pending, Math.min(PIECE, length * 2));
    }
    pending[length++] = value;
  }

  private void emit(int count) {
    String line = Utf8.decode(pending, count);
    length -= count;
    System.arraycopy(pending, count, pending, 0, length);
    lines.accept(line);
  }
}
