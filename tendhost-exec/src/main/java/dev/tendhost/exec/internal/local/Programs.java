package dev.tendhost.exec.internal.local;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds programs as execvp(3) does. */
final class Programs {
  /** Where execvp looks when there is no PATH. */
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  /** What became of looking for a program. */
  enum Found {
    YES,
    NO,
    NOT_EXECUTABLE
  }

  private Programs() {}

  /** Looks along a PATH, which may be null or empty; a program with a slash is a file. */
  static Found look(String program, @org.jspecify.annotations.Nullable String path) {
    if (program.indexOf('/') >= 0) {
      return lookAt(program);
    }
    Found best = Found.NO;
    for (String directory : (path == null ? DEFAULT_PATH : path).split(":", -1)) {
      Found here = lookAt((directory.isEmpty() ? "." : directory) + "/" + program);
      if (here == Found.YES) {
        return here;
      }
      best = here == Found.NOT_EXECUTABLE ? here : best;
    }
    return best;
  }

  private static Found lookAt(String file) {
    Path path;
    try {
      path = Path.of(file);
    } catch (InvalidPathException e) {
      // This JVM's locale has no such character; exec itself will tell.
      return Found.YES;
    }
    if (!Files.exists(path)) {
      return Found.NO;
    }
    return !Files.isDirectory(path) && Files.isExecutable(path) ? Found.YES : Found.NOT_EXECUTABLE;
  }
}
