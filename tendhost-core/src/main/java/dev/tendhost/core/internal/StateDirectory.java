package dev.tendhost.core.internal;

import dev.tendhost.api.HostName;
import dev.tendhost.api.InvalidNameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that one JVM keeps states in: {@code lock}, and in {@code hosts} one file a host. The
 * lock goes with the process that has it, however it ends.
 */
final class StateDirectory {
  private static final String SUFFIX = ".json";

  /** A host's name may be 253 characters long, a file's 255 bytes: long ones are two names. */
  private static final int LONGEST = 200;

  /** Ends the first part of a long name; no host's name has it. */
  private static final String GOES_ON = "+";

  private final Path hosts;
  private final FileChannel lock;

  private StateDirectory(Path hosts, FileChannel lock) {
    this.hosts = hosts;
    this.lock = lock;
  }

  /** The directory is in use; the message says by whom. */
  static final class InUse extends IOException {
    private static final long serialVersionUID = 1L;

    InUse(String message) {
      super(message);
    }
  }

  /** Makes the directory where there is none, and takes it for this process alone. */
  static StateDirectory open(Path directory) throws IOException {
    Path root = create(directory).toRealPath();
    Path hosts = create(root.resolve("hosts"));
    FileChannel lock = lock(root.resolve("lock"));
    try {
      removeUnfinished(hosts);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    return new StateDirectory(hosts, lock);
  }

  /** The file of a host, in a directory that exists. */
  Path file(HostName host) throws IOException {
    String key = host.key();
    return key.length() <= LONGEST
        ? hosts.resolve(key + SUFFIX)
        : create(hosts.resolve(key.substring(0, LONGEST) + GOES_ON))
            .resolve(key.substring(LONGEST) + SUFFIX);
  }

  /**
   * Every file of a host, with the host, in the order of their names; what else is there is not.
   */
  SortedMap<HostName, Path> files() throws IOException {
    SortedMap<HostName, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(hosts, 2)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        HostName host = host(file);
        if (host != null && file.equals(file(host))) {
          files.put(host, file);
        }
      }
    }
    return files;
  }

  /** The host whose file it may be; null if it is none's. */
  private @Nullable HostName host(Path file) {
    String name = hosts.relativize(file).toString().replace(GOES_ON + "/", "");
    if (!name.endsWith(SUFFIX)) {
      return null;
    }
    try {
      return HostName.of(name.substring(0, name.length() - SUFFIX.length()));
    } catch (InvalidNameException e) {
      return null;
    }
  }

  /** Lets others have it. */
  void close() throws IOException {
    lock.close();
  }

  private static Path create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return directory;
    }
    return Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new InUse("process " + owner(channel) + " has it");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another fleet of this JVM has it
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("\\d+") ? text : "(unknown)";
  }

  /** What a crash left half written never counted. */
  private static void removeUnfinished(Path hosts) throws IOException {
    List<Path> unfinished;
    try (Stream<Path> all = Files.walk(hosts, 2)) {
      unfinished = all.filter(file -> file.toString().endsWith(StateFile.TEMPORARY)).toList();
    }
    for (Path file : unfinished) {
      Files.deleteIfExists(file);
    }
  }
}
