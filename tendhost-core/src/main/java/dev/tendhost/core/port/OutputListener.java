package dev.tendhost.core.port;

/**
 * Hears a command's output line by line while it runs. Called by one thread at a time, in order
 * within each stream, and never after the command's future has completed. It must not block: the
 * executor reads no further meanwhile. What it throws is logged and ends nothing.
 */
@FunctionalInterface
public interface OutputListener {
  /**
   * One line.
   *
   * @param source where it was written
   * @param line the line without the {@code \n} that ends it; bytes that are not UTF-8 are replaced
   *     by U+FFFD; a line longer than 64 KiB comes in pieces
   */
  void line(Source source, String line);

  /** The two output streams of a command. */
  enum Source {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
  }
}
