package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.exec.internal.Wildcards;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The names at the start of a line in known_hosts. Names are bytes there, one a character here. */
sealed interface KnownNames {
  /** Whether the line is about a machine; the name is one that {@link #encode} gave. */
  boolean match(String name);

  /** The field of a line; empty if it cannot be right. */
  static Optional<KnownNames> parse(String field) {
    if (field.startsWith("|")) {
      return Hashed.parse(field);
    }
    return Optional.of(new Listed(List.of(lowerCase(field).split(",", -1))));
  }

  /** A name as files hold it: in UTF-8, and in lower case as far as it is ASCII. */
  static String encode(String name) {
    return lowerCase(
        new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /** ASCII only: the other characters are bytes. */
  private static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return lower.toString();
  }

  /**
   * Names and patterns with commas between them.
   *
   * @param patterns in lower case
   */
  record Listed(List<String> patterns) implements KnownNames {
    @Override
    public boolean match(String name) {
      return Wildcards.listMatches(patterns, name);
    }

    /** Whether it can be found by its names alone, without matching. */
    boolean plain() {
      return patterns.stream().allMatch(p -> p.chars().noneMatch(c -> "*?!".indexOf(c) >= 0));
    }
  }

  /** One name, as {@code |1|salt|HMAC-SHA1(salt, name)}. */
  final class Hashed implements KnownNames {
    private static final int SHA1_BYTES = 20;

    private final byte[] salt;
    private final byte[] hash;

    private Hashed(byte[] salt, byte[] hash) {
      this.salt = salt;
      this.hash = hash;
    }

    static Optional<KnownNames> parse(String field) {
      String[] parts = field.split("\\|", -1);
      if (parts.length != 4 || !parts[1].equals("1")) {
        return Optional.empty();
      }
      try {
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        boolean right = salt.length == SHA1_BYTES && hash.length == SHA1_BYTES;
        return right ? Optional.of(new Hashed(salt, hash)) : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public boolean match(String name) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(hash, mac.doFinal(bytes));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return "Hashed" + Arrays.toString(hash);
    }
  }
}
