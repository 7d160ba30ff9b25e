package dev.tendhost.exec.internal.hostkey;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;

/** Keys of hosts that are nowhere else. */
final class TestKeys {
  private TestKeys() {}

  static PublicKey ecdsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static PublicKey rsa() {
    return of("RSA");
  }

  static PublicKey ed25519() {
    return of("Ed25519");
  }

  private static PublicKey of(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
