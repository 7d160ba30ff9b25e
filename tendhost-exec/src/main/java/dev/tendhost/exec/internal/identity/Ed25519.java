package dev.tendhost.exec.internal.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.loader.openssh.OpenSSHKeyPairResourceParser;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets MINA speak ed25519 by means of the JDK. MINA's registry is one for the whole JVM: where the
 * application has brought ed25519 (eddsa, BouncyCastle), or wants FIPS mode, it stays as it is.
 */
public final class Ed25519 {
  private static boolean registered;

  private Ed25519() {}

  /** To be called before the first use of MINA's keys, signatures or clients; cheap, repeatable. */
  public static synchronized void register() {
    if (registered) {
      return;
    }
    if (!SecurityUtils.isFipsMode() && !SecurityUtils.isEDDSACurveSupported()) {
      SecurityUtils.registerSecurityProvider(new Registrar());
    }
    SecurityUtils.getEdDSASupport().ifPresent(Ed25519::addDecoders);
    registered = true;
  }

  /** MINA collects its decoders when those classes are first used, which may have been before. */
  private static void addDecoders(EdDSASupport<?, ?> support) {
    if (KeyUtils.getPublicKeyEntryDecoder(KeyPairProvider.SSH_ED25519) == null) {
      KeyUtils.registerPublicKeyEntryDecoder(support.getEDDSAPublicKeyEntryDecoder());
    }
    if (OpenSSHKeyPairResourceParser.getPrivateKeyEntryDecoder(KeyPairProvider.SSH_ED25519)
        == null) {
      OpenSSHKeyPairResourceParser.registerPrivateKeyEntryDecoder(
          support.getOpenSSHEDDSAPrivateKeyEntryDecoder());
    }
  }

  /** Brings ed25519 and claims no other algorithm. */
  private static final class Registrar implements SecurityProviderRegistrar {
    private final @Nullable Provider provider = find();

    private static @Nullable Provider find() {
      try {
        return KeyFactory.getInstance(JdkEd25519.ALGORITHM).getProvider();
      } catch (GeneralSecurityException e) {
        return null;
      }
    }

    @Override
    public String getName() {
      return "tendhost-ed25519";
    }

    @Override
    public String getProviderName() {
      return provider == null ? getName() : provider.getName();
    }

    @Override
    public boolean isSupported() {
      return provider != null;
    }

    @Override
    public @Nullable Provider getSecurityProvider() {
      return provider;
    }

    @Override
    public boolean isSecurityEntitySupported(Class<?> entity, String name) {
      return false;
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
      return provider == null ? Optional.empty() : Optional.of(new JdkEd25519());
    }
  }
}
