package dev.tendhost.exec.internal.hostkey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * A line of a known_hosts file.
 *
 * @param role what its key means
 * @param names the machines it is about
 * @param key its key
 * @param file the file
 * @param number its number there, from 1
 */
record KnownLine(Role role, KnownNames names, SshKey key, Path file, int number) {
  /** What a key in known_hosts means. */
  enum Role {
    /** It is a machine's own key. */
    HOST,
    /** It signs the keys of machines. */
    AUTHORITY,
    /** It must not be trusted, whatever else is said. */
    REVOKED
  }

  /** Reads a line that is neither blank nor a comment; empty if it cannot be right. */
  static Optional<KnownLine> parse(String line, Path file, int number) {
    List<String> words = words(line);
    Role role = Role.HOST;
    int first = 0;
    if (words.get(0).startsWith("@")) {
      switch (words.get(0)) {
        case "@cert-authority" -> role = Role.AUTHORITY;
        case "@revoked" -> role = Role.REVOKED;
        default -> {
          return Optional.empty();
        }
      }
      first = 1;
    }
    if (words.size() < first + 3) {
      return Optional.empty();
    }
    Optional<KnownNames> names = KnownNames.parse(words.get(first));
    String type = words.get(first + 1);
    String base64 = words.get(first + 2);
    // Who revokes a certificate revokes its key, as with ssh(1).
    Optional<SshKey> key =
        role == Role.REVOKED && SshKey.isCertificate(type)
            ? SshKey.parseCertificate(type, base64)
            : SshKey.parse(type, base64);
    if (names.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new KnownLine(role, names.get(), key.get(), file, number));
  }

  /** As much of it as matters: marker, names, type and key. */
  private static List<String> words(String line) {
    StringTokenizer tokens = new StringTokenizer(line, " \t");
    List<String> words = new ArrayList<>();
    while (tokens.hasMoreTokens() && words.size() < 4) {
      words.add(tokens.nextToken());
    }
    return words;
  }

  /** For errors: {@code file:number}. */
  String place() {
    return file + ":" + number;
  }
}
