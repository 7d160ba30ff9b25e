package dev.tendhost.exec.internal.remote;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.ssh.BecomeRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** A plain MINA client, logged in to a server of the tests with a key of its own. */
final class TestSession implements AutoCloseable {
  /** A line for a server's configuration: the tester's own start-up files play no part. */
  static final String NO_HOME = "SetEnv HOME=/nonexistent";

  static final KeyPair KEY = key();
  private static final int SECONDS = 20_000;

  final ClientSession session;
  private final SshClient client = SshClient.setUpDefaultClient();
  private final String user;

  TestSession(int port, String user) {
    this.user = user;
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.start();
    try {
      session = client.connect(user, "127.0.0.1", port).verify(SECONDS).getSession();
      session.addPublicKeyIdentity(KEY);
      session.auth().verify(SECONDS);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  /** Logs in to a stock server, which learns the key. */
  static TestSession on(OpenSshServer server) {
    try {
      Files.writeString(
          server.authorizedKeys(),
          PublicKeyEntry.toString(KEY.getPublic()) + "\n",
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestSession(server.port(), server.user());
  }

  RunTarget target(BecomeRoot become, SecretSource secrets) {
    ManagedHost host =
        new ManagedHost(HostName.of("there"), "127.0.0.1", 22, user, Set.of(), Map.of());
    return new RunTarget(session, host, user, become, secrets, SshThreads.shared());
  }

  RunTarget target() {
    return target(BecomeRoot.AUTO, SecretSource.none());
  }

  RemoteRun run(Command command) {
    return RemoteRun.begin(target(), command, command.timeout());
  }

  @Override
  public void close() {
    client.stop();
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
