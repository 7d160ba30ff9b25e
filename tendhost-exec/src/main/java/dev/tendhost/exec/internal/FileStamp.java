package dev.tendhost.exec.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;

/**
 * Tells one content of a file from another without reading it. That it was written is not enough:
 * what an archive unpacks has the size and time of what it replaces.
 */
public record FileStamp(Map<String, Object> attributes) {
  /** Of a file that is not there. */
  public static final FileStamp NONE = new FileStamp(Map.of());

  /** A file that changed so shortly before it was read may change again and look the same. */
  private static final Duration UNSETTLED = Duration.ofSeconds(1);

  /** Copies the attributes. */
  public FileStamp {
    attributes = Map.copyOf(attributes);
  }

  /** Blocks. */
  public static FileStamp of(Path file) throws IOException {
    try {
      return new FileStamp(Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime"));
    } catch (NoSuchFileException e) {
      return NONE;
    }
  }

  boolean settled() {
    return !(attributes.get("ctime") instanceof FileTime changed)
        || changed.toInstant().plus(UNSETTLED).isBefore(Ticker.wallClock());
  }
}
