package dev.tendhost.exec.internal;

import dev.tendhost.api.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What files say, each read again only when it has changed. Blocks; safe for any thread.
 *
 * @param <T> what a file is made into; immutable
 */
public final class FileCache<T> {
  /** Far more than any fleet needs, and far less than memory. */
  static final int LARGEST = 16 << 20;

  private final Map<Path, Read<T>> files = new ConcurrentHashMap<>();
  private final String what;
  private final BiFunction<Path, byte[], T> parser;

  /** Files of a kind, named so that errors can name it; the parser throws only a Fault. */
  public FileCache(String what, BiFunction<Path, byte[], T> parser) {
    this.what = what;
    this.parser = parser;
  }

  /**
   * Gives back what a file says now; a file that is not there is empty.
   *
   * @throws Fault INVALID_CONFIGURATION if it cannot be read or is too large
   */
  public T read(Path file) {
    return files.compute(file, this::current).content;
  }

  private Read<T> current(Path file, @Nullable Read<T> before) {
    try {
      FileStamp stamp = FileStamp.of(file);
      if (before != null && before.settled && before.stamp.equals(stamp)) {
        return before;
      }
      return new Read<>(stamp, stamp.settled(), parser.apply(file, content(file)));
    } catch (IOException e) {
      throw new Fault(
          FailureKind.INVALID_CONFIGURATION,
          "the "
              + what
              + " file "
              + file
              + " cannot be read ("
              + e
              + "); let this user read it,"
              + " or name another",
          Map.of("file", file.toString()),
          e);
    }
  }

  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IOException("larger than " + LARGEST + " bytes");
      }
      return content;
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private record Read<T>(FileStamp stamp, boolean settled, T content) {}
}
