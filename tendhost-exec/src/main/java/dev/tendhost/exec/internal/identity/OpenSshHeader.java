package dev.tendhost.exec.internal.identity;

import dev.tendhost.exec.internal.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Set;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The open part of a private key in OpenSSH's format (PROTOCOL.key).
 *
 * @param encrypted whether the rest is
 * @param publicKey null if it is of no known kind
 */
record OpenSshHeader(boolean encrypted, @Nullable PublicKey publicKey) {
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private static final Set<String> CIPHERS =
      Set.of(
          "none",
          "aes128-cbc",
          "aes192-cbc",
          "aes256-cbc",
          "aes128-ctr",
          "aes192-ctr",
          "aes256-ctr",
          "3des-cbc");

  static OpenSshHeader of(String text, KeyFaults faults) {
    byte[] all = PublicKeyText.unarmour(text);
    try {
      if (!Arrays.equals(MAGIC, 0, MAGIC.length, all, 0, Math.min(MAGIC.length, all.length))) {
        throw faults.garbage();
      }
      ByteArrayBuffer buffer = new ByteArrayBuffer(all, MAGIC.length, all.length - MAGIC.length);
      String cipher = buffer.getString();
      buffer.getString();
      buffer.getBytes();
      buffer.getInt();
      byte[] blob = buffer.getBytes();
      refuseKind(new ByteArrayBuffer(blob).getString(), faults);
      if (!CIPHERS.contains(cipher)) {
        throw faults.unknownEncryption(cipher);
      }
      return new OpenSshHeader(!cipher.equals("none"), new ByteArrayBuffer(blob).getRawPublicKey());
    } catch (Fault e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw faults.garbage();
    } finally {
      Arrays.fill(all, (byte) 0);
    }
  }

  private static void refuseKind(String kind, KeyFaults faults) {
    if (kind.equals("ssh-dss")) {
      throw faults.unsupported("a DSA key");
    }
    if (kind.startsWith("sk-")) {
      throw faults.unsupported("the stub of a hardware key (" + kind + ")");
    }
  }
}
