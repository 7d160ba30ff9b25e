package dev.tendhost.exec.internal.identity;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Opens encrypted PKCS#8 keys with the JDK: MINA does so only with BouncyCastle. */
final class Pkcs8 {
  private Pkcs8() {}

  /**
   * The plain PKCS#8 key in DER.
   *
   * @throws GeneralSecurityException if the passphrase is wrong
   * @throws dev.tendhost.exec.internal.Fault if this JDK does not know the encryption
   */
  static byte[] decrypt(byte[] der, char[] passphrase, KeyFaults faults)
      throws GeneralSecurityException, IOException {
    String name = "PKCS#8";
    PBEKeySpec spec = new PBEKeySpec(passphrase);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      AlgorithmParameters parameters = info.getAlgParameters();
      // The JDK names the parts of PBES2 in its parameters only.
      boolean general = info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.");
      name = general && parameters != null ? parameters.toString() : info.getAlgName();
      SecretKey key = SecretKeyFactory.getInstance(name).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      return info.getKeySpec(cipher).getEncoded();
    } catch (NoSuchAlgorithmException | IOException e) {
      throw faults.unknownEncryption(name);
    } finally {
      spec.clearPassword();
    }
  }
}
