package dev.tendhost.core.job;

import dev.tendhost.core.job.Looked.Chunk;

/** How far one file was read. Not for two threads at once. */
final class FileTail {
  private final String name;
  private final LineCutter cutter = new LineCutter();
  private long offset;
  private long size;
  private boolean last;

  FileTail(String name) {
    this.name = name;
  }

  /** The file and where to read on. */
  String word() {
    return name + ":" + offset;
  }

  /**
   * Reads a piece.
   *
   * @param ended whether the job is over: what is written from now on is not the job's
   */
  void take(Chunk chunk, boolean ended, JobListener listener) {
    long now = Math.max(0, chunk.size());
    if (now < offset) {
      flush(listener);
      listener.shrunk(name);
      offset = 0;
      last = false;
    }
    size = last ? Math.min(size, now) : now;
    last = ended;
    if (offset == chunk.offset()) {
      offset += chunk.bytes().length;
      cutter.take(chunk.bytes(), line -> listener.line(name, line));
    }
  }

  /** Whether there is more to read at once. */
  boolean hasMore() {
    return offset < size;
  }

  void flush(JobListener listener) {
    cutter.flush(line -> listener.line(name, line));
  }
}
