package dev.tendhost.it.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The control groups that an engine has made on this machine, and that nobody else removes. */
final class ControlGroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final int TRIES = 200;

  private ControlGroups() {}

  /** All groups below one of that name, in every hierarchy. */
  static List<Path> below(String name) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> hierarchies = Files.list(ROOT)) {
      for (Path hierarchy : Stream.concat(Stream.of(ROOT), hierarchies).toList()) {
        if (Files.isDirectory(hierarchy.resolve(name))) {
          try (Stream<Path> groups = Files.walk(hierarchy.resolve(name))) {
            groups.filter(Files::isDirectory).forEach(found::add);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes them; what was in them has been killed, and may take a moment to be gone. */
  static void remove(String name) {
    for (int tries = 0; !below(name).isEmpty(); tries++) {
      List<Path> groups = below(name);
      Collections.reverse(groups);
      for (Path group : groups) {
        try {
          Files.delete(group);
        } catch (IOException busy) {
          if (tries == TRIES) {
            throw new UncheckedIOException(busy);
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
      }
    }
  }
}
