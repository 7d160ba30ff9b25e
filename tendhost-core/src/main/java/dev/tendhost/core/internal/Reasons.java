package dev.tendhost.core.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file could not be used; the JDK often gives the file's name alone. */
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    } else if (e instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    } else if (e instanceof FileSystemException known) {
      return known.getReason() == null
          ? known.getClass().getSimpleName() + " of " + known.getFile()
          : known.getReason() + " (" + known.getFile() + ")";
    }
    return String.valueOf(e.getMessage());
  }
}
