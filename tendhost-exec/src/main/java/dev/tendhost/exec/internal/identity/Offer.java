package dev.tendhost.exec.internal.identity;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/** One key that a host may accept. */
interface Offer {
  /** The key, or the certificate for it. */
  PublicKey publicKey();

  /** Where it is from, for people. */
  String from();

  /** MINA's view of it. Signing may block: never on an I/O thread. */
  PublicKeyIdentity identity(SignatureFactoriesManager signatures);

  /** A key in memory. */
  record Decoded(PublicKey publicKey, KeyPair pair, String from) implements Offer {
    @Override
    public PublicKeyIdentity identity(SignatureFactoriesManager signatures) {
      KeyPair offered = new KeyPair(publicKey, pair.getPrivate());
      return new KeyPairIdentity(signatures, signatures, offered);
    }
  }

  /** A key that only the agent knows. */
  record OfAgent(AgentClient agent, AgentClient.Held key, String from) implements Offer {
    @Override
    public PublicKey publicKey() {
      return key.publicKey();
    }

    @Override
    public PublicKeyIdentity identity(SignatureFactoriesManager signatures) {
      return new PublicKeyIdentity() {
        @Override
        public KeyPair getKeyIdentity() {
          return new KeyPair(publicKey(), null);
        }

        @Override
        public Map.Entry<String, byte[]> sign(SessionContext session, String algorithm, byte[] data)
            throws Exception {
          String made = KeyUtils.getSignatureAlgorithm(algorithm, publicKey());
          return new SimpleImmutableEntry<>(algorithm, agent.sign(key, made, data));
        }
      };
    }
  }

  /** Kind, fingerprint and origin, for people. */
  default String words() {
    boolean certificate = publicKey() instanceof OpenSshCertificate;
    String kind = String.valueOf(KeyUtils.getKeyType(publicKey()));
    String name =
        KeyUtils.getCanonicalKeyType(kind)
            .replaceFirst("-cert-v01@openssh\\.com$", "")
            .replaceFirst("^ssh-", "")
            .replaceFirst("^ecdsa-sha2-nistp", "ecdsa-");
    return name
        + (certificate ? " certificate " : " ")
        + KeyUtils.getFingerPrint(plain(publicKey()))
        + " (from "
        + from()
        + ")";
  }

  /** The key that a certificate is for; any other key itself. */
  static PublicKey plain(PublicKey key) {
    return key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
  }
}
