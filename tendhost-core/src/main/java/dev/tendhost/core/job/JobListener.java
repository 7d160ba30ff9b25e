package dev.tendhost.core.job;

/**
 * Hears what a job writes. Called from any thread, one call at a time, in order within each file,
 * and never after {@link JobWatch#verdict} has completed. It must return at once. What it throws is
 * logged and ends nothing.
 */
@FunctionalInterface
public interface JobListener {
  /**
   * One line, told once however often the connection breaks.
   *
   * @param file the file it stands in
   * @param line the line without the {@code \n} that ends it; bytes that are not UTF-8 are replaced
   *     by U+FFFD; a line longer than 64 KiB comes in pieces
   */
  void line(String file, String line);

  /**
   * A file is shorter than what was read of it already: somebody cut or replaced it. It is read
   * from its start again.
   *
   * @param file the file
   */
  default void shrunk(String file) {}

  /**
   * Hears nothing.
   *
   * @return does nothing
   */
  static JobListener none() {
    return (file, line) -> {};
  }
}
