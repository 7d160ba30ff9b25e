package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The JDK's ed25519 as MINA sees it, with the vectors of RFC 8032, 7.1. */
class Ed25519Test {
  private static final byte[] SEED =
      hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  private static final byte[] PUBLIC =
      hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  private static final byte[] MESSAGE = hex("72");
  private static final byte[] SIGNATURE =
      hex(
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

  /** The order of the group: a signature's second half plus this is the same number modulo it. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  @BeforeAll
  static void register() {
    Ed25519.register();
  }

  @Test
  void isTheJdksOwn() throws Exception {
    assertThat(SecurityUtils.isEDDSACurveSupported()).isTrue();
    assertThat(SecurityUtils.isNetI2pCryptoEdDSARegistered()).isFalse();
    assertThat(SecurityUtils.isBouncyCastleRegistered()).isFalse();
    assertThat(BuiltinSignatures.ed25519.isSupported()).isTrue();
    assertThat(publicKey()).isInstanceOf(EdECPublicKey.class);
  }

  @Test
  void derivesThePublicKey() throws Exception {
    PublicKey derived = SecurityUtils.recoverEDDSAPublicKey(privateKey());

    assertThat(KeyUtils.compareKeys(derived, publicKey())).isTrue();
    assertThat(new JdkEd25519().getPublicKeyData((EdECPublicKey) derived)).isEqualTo(PUBLIC);
  }

  @Test
  void signsAsTheRfcSays() throws Exception {
    Signature signer = BuiltinSignatures.ed25519.create();
    signer.initSigner(null, privateKey());
    signer.update(null, MESSAGE);

    assertThat(signer.sign(null)).isEqualTo(SIGNATURE);
  }

  @Test
  void verifies() throws Exception {
    assertThat(verify(SIGNATURE)).isTrue();

    byte[] wrong = SIGNATURE.clone();
    wrong[3] ^= 1;
    assertThat(verify(wrong)).isFalse();
  }

  /** CVE-2020-36843 of net.i2p.crypto:eddsa: another signature for the same message is accepted. */
  @Test
  void refusesAMalleatedSignature() {
    byte[] malleated = SIGNATURE.clone();
    BigInteger s = littleEndian(Arrays.copyOfRange(SIGNATURE, 32, 64)).add(ORDER);
    byte[] big = s.toByteArray();
    for (int i = 0; i < 32; i++) {
      malleated[32 + i] = i < big.length ? big[big.length - 1 - i] : 0;
    }
    assertThat(malleated).isNotEqualTo(SIGNATURE);

    assertThatThrownBy(() -> verify(malleated)).isInstanceOf(SignatureException.class);
  }

  @Test
  void writesAndReadsPublicKeys() throws Exception {
    String line = PublicKeyEntry.toString(publicKey());

    assertThat(line).startsWith("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI");
    PublicKey read = PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null);
    assertThat(KeyUtils.compareKeys(read, publicKey())).isTrue();

    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putPublicKey(publicKey());
    assertThat(KeyUtils.compareKeys(buffer.getPublicKey(), publicKey())).isTrue();
  }

  @Test
  void tellsKeysApart() throws Exception {
    KeyPair other = KeyUtils.generateKeyPair("ssh-ed25519", 256);

    assertThat(KeyUtils.getKeyType(other)).isEqualTo("ssh-ed25519");
    assertThat(KeyUtils.compareKeys(other.getPublic(), publicKey())).isFalse();
    assertThat(KeyUtils.compareKeyPairs(other, new KeyPair(publicKey(), privateKey()))).isFalse();
    assertThat(KeyUtils.compareKeyPairs(other, KeyUtils.cloneKeyPair("ssh-ed25519", other)))
        .isTrue();
  }

  @Test
  void staysAsItIsWhenRegisteredAgain() {
    Object before = SecurityUtils.getEdDSASupport().orElseThrow().getClass();
    int providers = SecurityUtils.getRegisteredProviders().size();

    Ed25519.register();

    assertThat(SecurityUtils.getEdDSASupport().orElseThrow().getClass()).isEqualTo(before);
    assertThat(SecurityUtils.getRegisteredProviders()).hasSize(providers);
  }

  private static boolean verify(byte[] signature) throws Exception {
    Signature verifier = BuiltinSignatures.ed25519.create();
    verifier.initVerifier(null, publicKey());
    verifier.update(null, MESSAGE);
    ByteArrayBuffer framed = new ByteArrayBuffer();
    framed.putBytes("ssh-ed25519".getBytes(StandardCharsets.US_ASCII));
    framed.putBytes(signature);
    return verifier.verify(null, framed.getCompactData());
  }

  private static PublicKey publicKey() throws Exception {
    return SecurityUtils.generateEDDSAPublicKey("ssh-ed25519", PUBLIC);
  }

  private static PrivateKey privateKey() throws Exception {
    return SecurityUtils.generateEDDSAPrivateKey("ssh-ed25519", SEED);
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, turned);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
