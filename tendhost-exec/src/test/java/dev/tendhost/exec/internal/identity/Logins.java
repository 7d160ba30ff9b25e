package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.route.Hop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.signature.BuiltinSignatures;

/** Logs in with MINA and nothing else of ours than a {@link Login}. */
final class Logins implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final SshClient client;

  Logins() {
    Ed25519.register();
    client = SshClient.setUpDefaultClient();
    // With one thread for I/O, a login that blocks it would stop every other.
    client.setNioWorkers(1);
    LoginMethods.install(client);
    client.setServerKeyVerifier((session, address, key) -> true);
    client.start();
  }

  /**
   * How a login ended.
   *
   * @param accepted whether the host let us in
   * @param kex the key exchange
   * @param hostKey the kind of the host's key
   * @param tried what the login says
   */
  record Outcome(boolean accepted, String kex, String hostKey, String tried) {}

  Outcome to(Hop hop, Identities identities, SecretSource secrets) {
    try (Login login = Kit.result(identities.of(hop, Kit.host(), secrets));
        ClientSession session =
            client.connect(hop.user(), hop.address(), hop.port()).verify(BOUND).getSession()) {
      login.applyTo(session);
      boolean accepted = accepted(session);
      return new Outcome(
          accepted,
          session.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS),
          session.getNegotiatedKexParameter(KexProposalOption.SERVERKEYS),
          login.tried());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a {@link Login}, as any user of MINA does it. */
  boolean accepts(Hop hop, KeyPair pair) throws IOException {
    try (ClientSession session =
        client.connect(hop.user(), hop.address(), hop.port()).verify(BOUND).getSession()) {
      session.addPublicKeyIdentity(pair);
      return accepted(session);
    }
  }

  private static boolean accepted(ClientSession session) {
    try {
      session.auth().verify(BOUND);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Only this kind of host key from now on. */
  Logins expecting(BuiltinSignatures kind) {
    client.setSignatureFactories(List.of(kind));
    return this;
  }

  @Override
  public void close() {
    client.stop();
  }
}
