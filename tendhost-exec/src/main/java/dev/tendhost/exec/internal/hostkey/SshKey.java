package dev.tendhost.exec.internal.hostkey;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A plain public key as it goes over the wire (RFC 4253, 6.6), which is how files hold it too: keys
 * are compared without being understood.
 *
 * @param type {@code ssh-ed25519} and so on
 * @param base64 the key, its type included
 */
record SshKey(String type, String base64) {
  /** The types that can be known, and how many fields a key of that type has, its type included. */
  private static final Map<String, Integer> FIELDS =
      Map.of(
          "ssh-rsa", 3,
          "ssh-dss", 5,
          "ssh-ed25519", 2,
          "ecdsa-sha2-nistp256", 3,
          "ecdsa-sha2-nistp384", 3,
          "ecdsa-sha2-nistp521", 3,
          "sk-ssh-ed25519@openssh.com", 3,
          "sk-ecdsa-sha2-nistp256@openssh.com", 4);

  private static final String ED25519 = "ssh-ed25519";
  private static final int ED25519_BYTES = 32;
  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  /** The two words of a line in a file; empty if they are no key. */
  static Optional<SshKey> parse(String type, String base64) {
    Integer fields = FIELDS.get(type);
    if (fields == null) {
      return Optional.empty();
    }
    try {
      byte[] blob = Base64.getDecoder().decode(base64);
      ByteBuffer rest = ByteBuffer.wrap(blob);
      boolean right = type.equals(new String(field(rest), StandardCharsets.ISO_8859_1));
      for (int i = 1; i < fields; i++) {
        byte[] field = field(rest);
        right &= field.length > 0 && (!type.equals(ED25519) || field.length == ED25519_BYTES);
      }
      return right && !rest.hasRemaining() ? Optional.of(of(type, blob)) : Optional.empty();
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** The plain key in the two words of a certificate; empty if they are none. */
  static Optional<SshKey> parseCertificate(String type, String base64) {
    String plain = typeFor(type);
    Integer fields = FIELDS.get(plain);
    if (fields == null) {
      return Optional.empty();
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      boolean right = type.equals(new String(field(rest), StandardCharsets.ISO_8859_1));
      field(rest); // random bytes
      ByteArrayBuffer blob = new ByteArrayBuffer();
      blob.putString(plain);
      for (int i = 1; i < fields; i++) {
        blob.putBytes(field(rest));
      }
      return right ? Optional.of(of(plain, blob.getCompactData())) : Optional.empty();
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** A key, or the plain key inside a certificate. */
  static SshKey of(PublicKey key) {
    if (key instanceof OpenSshCertificate certificate) {
      return of(certificate.getCertPubKey());
    }
    if (key instanceof EdECPublicKey ed25519) {
      return ofEd25519(ed25519);
    }
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    byte[] blob = buffer.getCompactData();
    return of(new String(field(ByteBuffer.wrap(blob)), StandardCharsets.ISO_8859_1), blob);
  }

  /** The type of the plain key that an algorithm's signatures are made with. */
  static String typeFor(String algorithm) {
    String plain = algorithm;
    if (isCertificate(algorithm)) {
      String base = algorithm.substring(0, algorithm.length() - CERTIFICATE.length());
      plain = base.startsWith("sk-") ? base + "@openssh.com" : base;
    }
    return plain.startsWith("rsa-sha2-") ? "ssh-rsa" : plain;
  }

  static boolean isCertificate(String algorithm) {
    return algorithm.endsWith(CERTIFICATE);
  }

  /** As {@code ssh-keygen -l} shows it: {@code SHA256:…}, without padding. */
  String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it stands in files. */
  String line() {
    return type + " " + base64;
  }

  /** For errors. */
  String display() {
    return type + " " + fingerprint();
  }

  private static SshKey of(String type, byte[] blob) {
    return new SshKey(type, Base64.getEncoder().encodeToString(blob));
  }

  /** RFC 8032, 5.1.2: y in little-endian order, the sign of x in the highest bit. */
  private static SshKey ofEd25519(EdECPublicKey key) {
    byte[] bigEndian = key.getPoint().getY().toByteArray();
    byte[] point = new byte[ED25519_BYTES];
    for (int i = 0; i < Math.min(bigEndian.length, ED25519_BYTES); i++) {
      point[i] = bigEndian[bigEndian.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      point[ED25519_BYTES - 1] |= (byte) 0x80;
    }
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putString(ED25519);
    buffer.putBytes(point);
    return of(ED25519, buffer.getCompactData());
  }

  private static byte[] field(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] field = new byte[length];
    from.get(field);
    return field;
  }
}
