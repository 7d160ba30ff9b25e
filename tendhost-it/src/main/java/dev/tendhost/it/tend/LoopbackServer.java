package dev.tendhost.it.tend;

import dev.tendhost.core.config.HostConfig;
import dev.tendhost.exec.ssh.SshOptions;
import dev.tendhost.exec.ssh.SshSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SSH server for this machine that lives as long as the run. It listens on loopback, runs
 * commands as the user of this JVM, and lets in only that user with a key that only this run has.
 */
final class LoopbackServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String USER = System.getProperty("user.name");

  private static final int KEY_BITS = 256;

  private final SshServer server;
  private final KeyPair hostKey;
  private final Path directory;
  private final Path identity;

  private LoopbackServer(SshServer server, KeyPair hostKey, Path directory, Path identity) {
    this.server = server;
    this.hostKey = hostKey;
    this.directory = directory;
    this.identity = identity;
  }

  /**
   * Starts a server on a free port.
   *
   * @throws IOException if that cannot be
   */
  static LoopbackServer start() throws IOException {
    try {
      KeyPair hostKey = key();
      KeyPair userKey = key();
      SshServer server = SshServer.setUpDefaultServer();
      server.setHost(LOOPBACK);
      server.setPort(0);
      server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
      server.setPublickeyAuthenticator(
          (user, key, session) ->
              user.equals(USER) && KeyUtils.compareKeys(key, userKey.getPublic()));
      server.setCommandFactory((channel, command) -> new LoopbackCommand(command));
      server.setShellFactory(null);
      CoreModuleProperties.COMMAND_EXIT_TIMEOUT.set(server, Duration.ofMillis(10));
      Path directory = Files.createTempDirectory("tend-");
      Path identity = directory.resolve("id_ecdsa");
      write(userKey, identity);
      server.start();
      return new LoopbackServer(server, hostKey, directory, identity);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** This machine, as the server shows it. */
  HostConfig host(String name) {
    String key = KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    return Transports.overSsh(
        HostConfig.of(name)
            .withAddress(LOOPBACK, server.getPort())
            .withUser(USER)
            .withSettings(Map.of(SshSettings.HOST_KEY, key)));
  }

  /** How a client gets in. */
  SshOptions options() {
    return SshOptions.defaults().withIdentities(identity).withAgent(false);
  }

  @Override
  public void close() {
    try {
      server.stop(true);
      Files.deleteIfExists(identity);
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      LOG.warn("the SSH server of this run was not ended cleanly", e);
    }
  }

  private static KeyPair key() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, KEY_BITS);
  }

  private static void write(KeyPair key, Path file) throws IOException, GeneralSecurityException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "tend", null, to);
    }
  }
}
