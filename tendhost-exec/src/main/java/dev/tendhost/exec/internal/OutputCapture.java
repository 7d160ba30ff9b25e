package dev.tendhost.exec.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream to its end and keeps its start. Written by one thread; read by others while it
 * still runs, for the text of an error.
 */
final class OutputCapture {
  private static final int BUFFER = 16 << 10;

  private final int limit;
  private final @Nullable LineSplitter lines;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private volatile boolean truncated;

  OutputCapture(int limit, @Nullable LineSplitter lines) {
    this.limit = limit;
    this.lines = lines;
  }

  /** Reads until the stream ends or somebody stops it; blocks. */
  void readAll(Fifo from) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      keep(buffer, count);
      if (lines != null) {
        lines.add(buffer, count);
      }
    }
    if (from.lostOutput()) {
      truncated = true;
    }
    if (lines != null) {
      lines.finish();
    }
  }

  boolean truncated() {
    return truncated;
  }

  /** What is kept, without a character that the limit cut in two. */
  String text() {
    byte[] bytes = kept.toByteArray();
    return Utf8.decode(bytes, truncated ? Utf8.wholeCharacters(bytes, bytes.length) : bytes.length);
  }

  private void keep(byte[] buffer, int count) {
    int room = Math.min(count, limit - kept.size());
    kept.write(buffer, 0, room);
    if (room < count) {
      truncated = true;
    }
  }
}
