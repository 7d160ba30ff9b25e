package dev.tendhost.core.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Replaces, reads and removes one file so that a crash leaves the old one or the new one whole. */
final class StateFile {
  static final String TEMPORARY = ".tmp";

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final long LONGEST = 64L << 20;

  private StateFile() {}

  /** Puts the content in the place of the file; when it returns, it is on the disk. */
  static void replace(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + TEMPORARY);
    Files.deleteIfExists(beside);
    try {
      write(beside, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      deleteQuietly(beside, e);
      throw e;
    }
    sync(directoryOf(file));
  }

  /** The whole file; one that is too long to be a host's is refused. */
  static byte[] read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > LONGEST) {
      throw new IOException("it is " + size + " bytes long");
    }
    return Files.readAllBytes(file);
  }

  /** Removes the file if it is there; when it returns, it is gone from the disk. */
  static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      sync(directoryOf(file));
    }
  }

  /** Gives the file a name that no file has yet, so that it stays and is out of the way. */
  static Path setAside(Path file) throws IOException {
    for (int i = 1; ; i++) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged" + (i == 1 ? "" : "-" + i));
      if (!Files.exists(aside)) {
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        sync(directoryOf(file));
        return aside;
      }
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.getParent(), "a state file is in a directory");
  }

  /** A rename is on the disk when its directory is. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (NoSuchFileException e) {
      throw new IOException("the directory is gone: " + directory, e);
    }
  }

  private static void deleteQuietly(Path file, Exception cause) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
