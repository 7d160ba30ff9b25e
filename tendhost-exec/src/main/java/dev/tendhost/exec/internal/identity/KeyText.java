package dev.tendhost.exec.internal.identity;

import dev.tendhost.exec.internal.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/**
 * The text of one key, told apart by its armour: what it is, whether it is encrypted, and its pair.
 * Decoding takes time: a passphrase is stretched on purpose.
 */
final class KeyText {
  private enum Armour {
    OPENSSH,
    PEM,
    PEM_ENCRYPTED,
    PKCS8,
    PKCS8_ENCRYPTED,
    PUBLIC
  }

  private final KeyFaults faults;
  private final byte[] bytes;
  private final Armour armour;
  private final @Nullable OpenSshHeader header;

  private KeyText(KeyFaults faults, byte[] bytes, Armour armour, @Nullable OpenSshHeader header) {
    this.faults = faults;
    this.bytes = bytes;
    this.armour = armour;
    this.header = header;
  }

  /**
   * Looks at the armour.
   *
   * @param name what the key is called in errors
   * @param bytes the content of its file
   */
  static KeyText of(String name, byte[] bytes) {
    KeyFaults faults = new KeyFaults(name);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Armour armour = armourOf(text, faults);
    OpenSshHeader header = armour == Armour.OPENSSH ? OpenSshHeader.of(text, faults) : null;
    return new KeyText(faults, bytes, armour, header);
  }

  private static Armour armourOf(String text, KeyFaults faults) {
    if (text.contains("-----BEGIN OPENSSH PRIVATE KEY-----")) {
      return Armour.OPENSSH;
    }
    if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
      return Armour.PKCS8_ENCRYPTED;
    }
    if (text.contains("-----BEGIN PRIVATE KEY-----")) {
      return Armour.PKCS8;
    }
    if (text.contains("-----BEGIN RSA PRIVATE KEY-----")
        || text.contains("-----BEGIN EC PRIVATE KEY-----")) {
      return text.contains("Proc-Type: 4,ENCRYPTED") ? Armour.PEM_ENCRYPTED : Armour.PEM;
    }
    if (PublicKeyText.looksLike(text)) {
      return Armour.PUBLIC;
    }
    if (text.contains("-----BEGIN DSA PRIVATE KEY-----")) {
      throw faults.unsupported("a DSA key");
    }
    if (text.startsWith("PuTTY-User-Key-File")) {
      throw faults.of("is in PuTTY's format; convert it: puttygen KEY -O private-openssh -o FILE");
    }
    throw faults.garbage();
  }

  boolean isPublic() {
    return armour == Armour.PUBLIC;
  }

  boolean encrypted() {
    return armour == Armour.PEM_ENCRYPTED
        || armour == Armour.PKCS8_ENCRYPTED
        || (header != null && header.encrypted());
  }

  /** The public key, as far as the text tells it without a passphrase. */
  @Nullable PublicKey publicKey() {
    if (armour == Armour.PUBLIC) {
      return PublicKeyText.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return header == null ? null : header.publicKey();
  }

  KeyFaults faults() {
    return faults;
  }

  /**
   * The pair.
   *
   * @param passphrase null if the key is not encrypted; the caller wipes it
   */
  KeyPair decode(char @Nullable [] passphrase) {
    if (isPublic()) {
      throw faults.publicKey();
    }
    try {
      if (armour == Armour.PKCS8_ENCRYPTED && passphrase != null) {
        return decodePkcs8(passphrase);
      }
      // MINA takes passphrases as strings only, which cannot be wiped.
      String words = passphrase == null ? null : new String(passphrase);
      return load(bytes, (session, resource, attempt) -> words);
    } catch (Fault e) {
      throw e;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw passphrase == null ? faults.garbage() : faults.wrongPassphrase();
    }
  }

  /** It is not decoded again. */
  void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }

  private KeyPair decodePkcs8(char[] passphrase) throws GeneralSecurityException, IOException {
    byte[] der = Pkcs8.decrypt(body(), passphrase, faults);
    byte[] plain = pem(der);
    try {
      return load(plain, FilePasswordProvider.EMPTY);
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  private KeyPair load(byte[] content, FilePasswordProvider passphrase)
      throws GeneralSecurityException, IOException {
    Iterable<KeyPair> pairs =
        SecurityUtils.loadKeyPairIdentities(
            null,
            NamedResource.ofName(faults.name()),
            new ByteArrayInputStream(content),
            passphrase);
    Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
    if (found == null || !found.hasNext()) {
      throw faults.garbage();
    }
    return found.next();
  }

  private byte[] body() {
    return PublicKeyText.unarmour(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static byte[] pem(byte[] der) {
    byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    byte[] begin = "-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\n-----END PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] pem = Arrays.copyOf(begin, begin.length + body.length + end.length);
    System.arraycopy(body, 0, pem, begin.length, body.length);
    System.arraycopy(end, 0, pem, begin.length + body.length, end.length);
    Arrays.fill(body, (byte) 0);
    return pem;
  }
}
