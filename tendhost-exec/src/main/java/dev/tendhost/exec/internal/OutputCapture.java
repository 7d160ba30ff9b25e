package dev.tendhost.exec.internal;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the start of one stream and passes its lines on. Filled by one thread at a time; read by
 * others while it still fills, for the text of an error.
 */
public final class OutputCapture {
  private final int limit;
  private final @Nullable LineSplitter lines;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private volatile boolean truncated;

  public OutputCapture(int limit, @Nullable LineSplitter lines) {
    this.limit = limit;
    this.lines = lines;
  }

  /** The next bytes of the stream; the caller may reuse the buffer. */
  public void add(byte[] buffer, int count) {
    int room = Math.min(count, limit - kept.size());
    kept.write(buffer, 0, room);
    if (room < count) {
      truncated = true;
    }
    if (lines != null) {
      lines.add(buffer, count);
    }
  }

  /** The stream ends here, or is read no further. */
  public void finish(boolean lostOutput) {
    if (lostOutput) {
      truncated = true;
    }
    if (lines != null) {
      lines.finish();
    }
  }

  public boolean truncated() {
    return truncated;
  }

  /** What is kept, without a character that the limit cut in two. */
  public String text() {
    byte[] bytes = kept.toByteArray();
    return Utf8.decode(bytes, truncated ? Utf8.wholeCharacters(bytes, bytes.length) : bytes.length);
  }
}
