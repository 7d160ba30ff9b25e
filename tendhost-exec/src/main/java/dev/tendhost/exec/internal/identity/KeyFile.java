package dev.tendhost.exec.internal.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Reads files of keys. Blocks. */
final class KeyFile {
  /** The largest RSA keys take 13 KB; more is something else. */
  private static final int MAX_BYTES = 128 * 1024;

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyFile() {}

  /**
   * Reads a private key, or the public one that somebody gave instead, which may be open to all.
   *
   * @throws dev.tendhost.exec.internal.Fault KEY_UNUSABLE
   */
  static KeyText read(Path file) {
    KeyFaults faults = new KeyFaults(file.toString());
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw faults.of("is not a regular file; name the file of the private key");
      }
      KeyText text = KeyText.of(file.toString(), bytes(file, faults));
      if (!text.isPublic()) {
        refuseOpen(file, faults);
      }
      return text;
    } catch (NoSuchFileException e) {
      throw faults.missing();
    } catch (AccessDeniedException e) {
      throw faults.of("cannot be read by this user; check the permissions of file and directories");
    } catch (IOException e) {
      throw faults.of("cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static byte[] bytes(Path file, KeyFaults faults) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw faults.garbage();
      }
      return bytes;
    }
  }

  /**
   * As OpenSSH does: a key that others can read is not a secret. What kind of file system it is on,
   * which takes as long as the rest, matters only if it seems so.
   */
  private static void refuseOpen(Path file, KeyFaults faults) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> mode = view.readAttributes().permissions();
    if (!OWNERS.containsAll(mode) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
      throw faults.open(PosixFilePermissions.toString(mode));
    }
  }
}
