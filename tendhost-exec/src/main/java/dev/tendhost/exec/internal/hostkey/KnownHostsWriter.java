package dev.tendhost.exec.internal.hostkey;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Adds lines to a known_hosts file: readers see the old file or the new one, never half a line, and
 * writers of this and other JVMs take turns. Blocks; safe for any thread.
 */
final class KnownHostsWriter {
  /** A lock file keeps other JVMs out; threads of one JVM have to take turns before it. */
  private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** As many as the kernel follows. */
  private static final int MOST_LINKS = 40;

  private KnownHostsWriter() {}

  /**
   * Adds a line at the end, if it is still wanted when it is this writer's turn.
   *
   * @param file the file, which need not be there; a symbolic link stays one
   * @param wanted asked while nobody else writes; what it throws is thrown here
   */
  static void add(Path file, String line, BooleanSupplier wanted) throws IOException {
    Path target = target(file.toAbsolutePath().normalize());
    Path directory = target.resolveSibling("");
    Files.createDirectories(directory, PRIVATE_DIRECTORY);
    ReentrantLock turn = TURNS.computeIfAbsent(target, t -> new ReentrantLock());
    turn.lock();
    try (FileChannel channel =
            FileChannel.open(lockFile(target), Set.of(CREATE, WRITE), PRIVATE_FILE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && wanted.getAsBoolean()) {
        replace(target, line);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Never removed: a lock file that goes away locks nobody out. */
  static Path lockFile(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".lock");
  }

  private static Path target(Path file) throws IOException {
    Path target = file;
    for (int i = 0; Files.isSymbolicLink(target); i++) {
      if (i == MOST_LINKS) {
        throw new IOException("too many symbolic links at " + file);
      }
      target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
    }
    Path directory = target.resolveSibling("");
    return Files.isDirectory(directory)
        ? directory.toRealPath().resolve(target.getFileName())
        : target;
  }

  private static void replace(Path target, String line) throws IOException {
    Path directory = target.resolveSibling("");
    Path fresh = Files.createTempFile(directory, "." + target.getFileName(), ".new", PRIVATE_FILE);
    try {
      boolean exists = Files.exists(target);
      byte[] content = withLine(exists ? Files.readAllBytes(target) : new byte[0], line);
      try (FileChannel channel = FileChannel.open(fresh, WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        if (exists) {
          copyOwnerAndMode(target, fresh);
        }
        // Before the name is given to it: after a crash there is the old file or the new one.
        channel.force(true);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static byte[] withLine(byte[] before, String line) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(before.length + line.length() + 2);
    content.writeBytes(before);
    if (before.length > 0 && before[before.length - 1] != '\n') {
      content.write('\n');
    }
    content.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    content.write('\n');
    return content.toByteArray();
  }

  private static void copyOwnerAndMode(Path from, Path to) throws IOException {
    for (String attribute : new String[] {"unix:uid", "unix:gid"}) {
      Object wanted = Files.getAttribute(from, attribute);
      if (!wanted.equals(Files.getAttribute(to, attribute))) {
        Files.setAttribute(to, attribute, wanted);
      }
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }
}
