package dev.tendhost.it.faults;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshLimits;
import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A real sshd behind a proxy that can cut its connections. */
final class SshHost implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final OpenSshServer server = OpenSshServer.start("MaxStartups 100");
  private final TcpProxy proxy = TcpProxy.to(server.port());
  private final Path knownHosts;

  SshHost() {
    try {
      String key = Files.readString(Path.of(server.hostKey("ed25519") + ".pub"));
      knownHosts = Files.createTempFile("tendhost-known-hosts-", null);
      Files.writeString(knownHosts, "[127.0.0.1]:" + proxy.port() + " " + key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TcpProxy proxy() {
    return proxy;
  }

  /** A new executor that goes through the proxy; the caller closes it. */
  RemoteExecutor executor(ConnectionListener listener) {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(knownHosts))
            .withIdentities(server.userKey())
            .withAgent(false)
            .withLimits(SshLimits.defaults().withConnectTimeout(CONNECT));
    ManagedHost host =
        new ManagedHost(
            HostName.of("cut"), "127.0.0.1", proxy.port(), server.user(), Set.of(), Map.of());
    return SshExecutor.provider(options).create(host, SecretSource.none(), listener);
  }

  @Override
  public void close() {
    proxy.close();
    server.close();
    try {
      Files.delete(knownHosts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
