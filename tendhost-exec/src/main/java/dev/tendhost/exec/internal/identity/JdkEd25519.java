package dev.tendhost.exec.internal.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.apache.sshd.common.config.keys.PrivateKeyEntryDecoder;
import org.apache.sshd.common.config.keys.PublicKeyEntryDecoder;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSAUtils;
import org.apache.sshd.common.util.security.eddsa.generic.GenericEd25519PublicKeyDecoder;
import org.apache.sshd.common.util.security.eddsa.generic.GenericOpenSSHEd25519PrivateKeyEntryDecoder;
import org.apache.sshd.common.util.security.eddsa.generic.GenericSignatureEd25519;
import org.jspecify.annotations.Nullable;

/** MINA's view of ed25519 over the JDK's keys and signatures. */
final class JdkEd25519 implements EdDSASupport<EdECPublicKey, EdECPrivateKey> {
  static final String ALGORITHM = "Ed25519";

  @Override
  public PublicKeyEntryDecoder<EdECPublicKey, EdECPrivateKey> getEDDSAPublicKeyEntryDecoder() {
    return new GenericEd25519PublicKeyDecoder<>(EdECPublicKey.class, EdECPrivateKey.class, this) {
      /** There is one size only, which OpenSSH calls 256 bits and the JDK 255. */
      @Override
      public KeyPair generateKeyPair(int bits) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      }
    };
  }

  @Override
  public PrivateKeyEntryDecoder<EdECPublicKey, EdECPrivateKey>
      getOpenSSHEDDSAPrivateKeyEntryDecoder() {
    return new GenericOpenSSHEd25519PrivateKeyEntryDecoder<>(
        EdECPublicKey.class, EdECPrivateKey.class, this);
  }

  /** The JDK picks the provider that fits the key, whatever default MINA has been given. */
  @Override
  public Signature getEDDSASigner() {
    return new GenericSignatureEd25519(ALGORITHM) {
      @Override
      protected java.security.Signature doInitSignature(
          SessionContext session, String algorithm, Key key, boolean signing)
          throws GeneralSecurityException {
        return java.security.Signature.getInstance(algorithm);
      }
    };
  }

  @Override
  public int getEDDSAKeySize(Key key) {
    return ours(key) ? KEY_SIZE : -1;
  }

  @Override
  public Class<EdECPublicKey> getEDDSAPublicKeyType() {
    return EdECPublicKey.class;
  }

  @Override
  public Class<EdECPrivateKey> getEDDSAPrivateKeyType() {
    return EdECPrivateKey.class;
  }

  @Override
  public boolean compareEDDSAPPublicKeys(PublicKey one, PublicKey other) {
    return ours(one) && ours(other) && Arrays.equals(one.getEncoded(), other.getEncoded());
  }

  @Override
  public boolean compareEDDSAPrivateKeys(PrivateKey one, PrivateKey other) {
    return ours(one) && ours(other) && Arrays.equals(seed(one), seed(other));
  }

  /**
   * The JDK derives a public key only while it generates a pair, so it is made to draw this seed.
   * That it did is checked.
   */
  @Override
  public EdECPublicKey recoverEDDSAPublicKey(PrivateKey key) throws GeneralSecurityException {
    byte[] seed = seed(key);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
      KeyPair pair = generator.generateKeyPair();
      if (!Arrays.equals(seed, seed(pair.getPrivate()))) {
        throw new InvalidKeyException("this JDK cannot derive an ed25519 public key");
      }
      return (EdECPublicKey) pair.getPublic();
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  @Override
  public EdECPublicKey generateEDDSAPublicKey(byte[] raw) throws GeneralSecurityException {
    KeySpec spec = EdDSAUtils.createPublicKeySpec(raw);
    return (EdECPublicKey) KeyFactory.getInstance(ALGORITHM).generatePublic(spec);
  }

  @Override
  public EdECPrivateKey generateEDDSAPrivateKey(byte[] seed) throws GeneralSecurityException {
    KeySpec spec = EdDSAUtils.createPrivateKeySpec(seed);
    return (EdECPrivateKey) KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
  }

  @Override
  public <B extends Buffer> B putRawEDDSAPublicKey(B buffer, PublicKey key) {
    buffer.putBytes(raw(key));
    return buffer;
  }

  /** Only servers with agents of their own need it, and MINA has it for no provider. */
  @Override
  public <B extends Buffer> B putEDDSAKeyPair(B buffer, PublicKey key, PrivateKey secret) {
    throw new UnsupportedOperationException("key pairs are never sent");
  }

  @Override
  public KeySpec createPublicKeySpec(EdECPublicKey key) {
    return new X509EncodedKeySpec(key.getEncoded());
  }

  @Override
  public KeySpec createPrivateKeySpec(EdECPrivateKey key) {
    return new PKCS8EncodedKeySpec(key.getEncoded());
  }

  @Override
  public byte @Nullable [] getPublicKeyData(@Nullable EdECPublicKey key) {
    return key == null ? null : raw(key);
  }

  @Override
  public byte[] getPrivateKeyData(EdECPrivateKey key) throws IOException {
    return seed(key);
  }

  @Override
  public String getKeyFactoryAlgorithm() {
    return ALGORITHM;
  }

  private static boolean ours(@Nullable Key key) {
    return key instanceof EdECKey edec
        && edec.getParams().getName().equalsIgnoreCase(NamedParameterSpec.ED25519.getName());
  }

  private static byte[] raw(PublicKey key) {
    try {
      return EdDSAUtils.getBytes(key);
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("not an ed25519 public key", e);
    }
  }

  private static byte[] seed(PrivateKey key) {
    return key instanceof EdECPrivateKey edec ? edec.getBytes().orElse(new byte[0]) : new byte[0];
  }
}
