package dev.tendhost.exec.internal.identity;

import java.security.SecureRandom;

/** Draws one value, which is no random at all: for deriving a public key from its private one. */
final class FixedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient byte[] value;

  FixedRandom(byte[] value) {
    super(null, null);
    this.value = value;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (bytes.length != value.length) {
      throw new IllegalStateException("the JDK draws " + bytes.length + " bytes for a key");
    }
    System.arraycopy(value, 0, bytes, 0, bytes.length);
  }
}
