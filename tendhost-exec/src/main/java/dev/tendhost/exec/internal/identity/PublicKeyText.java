package dev.tendhost.exec.internal.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.jspecify.annotations.Nullable;

/** Public keys as OpenSSH writes them: {@code ssh-ed25519 AAAA… comment}. */
final class PublicKeyText {
  private static final Pattern LINE =
      Pattern.compile("\\s*(ssh-|ecdsa-|sk-ssh-|sk-ecdsa-)\\S+\\s+AAAA\\S+.*", Pattern.DOTALL);

  private static final long MAX_BYTES = 64 * 1024;

  private PublicKeyText() {}

  static boolean looksLike(String text) {
    return LINE.matcher(text).matches()
        || text.contains("-----BEGIN PUBLIC KEY-----")
        || text.contains("-----BEGIN RSA PUBLIC KEY-----")
        || text.contains("---- BEGIN SSH2 PUBLIC KEY ----");
  }

  /** The key or certificate of a line; null if it is none that is known here. */
  static @Nullable PublicKey parse(String line) {
    try {
      return PublicKeyEntry.parsePublicKeyEntry(line.strip()).resolvePublicKey(null, null, null);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return null;
    }
  }

  /** The same of a small file; null too if there is no such file. Blocks. */
  static @Nullable PublicKey read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return null;
      }
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return null;
    }
  }

  /** What stands between the BEGIN and END lines, headers left out; empty if it is not base64. */
  static byte[] unarmour(String text) {
    StringBuilder body = new StringBuilder();
    boolean inside = false;
    for (String line : text.split("\\R", -1)) {
      if (line.startsWith("-----END ")) {
        break;
      }
      if (inside && line.indexOf(':') < 0) {
        body.append(line.strip());
      }
      inside |= line.startsWith("-----BEGIN ");
    }
    try {
      return Base64.getDecoder().decode(body.toString());
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
