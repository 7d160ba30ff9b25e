package dev.tendhost.exec;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshLimits;
import dev.tendhost.exec.ssh.SshOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Hosts for tests, and executors for them. */
final class Hosts {
  private Hosts() {}

  static ManagedHost local() {
    return new ManagedHost(HostName.of("here"), "localhost", 22, "nobody", Set.of(), Map.of());
  }

  /** One on loopback. */
  static ManagedHost there(int port, String user) {
    return new ManagedHost(HostName.of("there"), "127.0.0.1", port, user, Set.of(), Map.of());
  }

  /** An executor for the caller to close. */
  static RemoteExecutor executor(OpenSshServer server) {
    SshOptions options = options(server.knownHosts(), server.userKey());
    return executor(there(server.port(), server.user()), options, ConnectionListener.none());
  }

  /** An executor for the caller to close. */
  static RemoteExecutor executor(MinaServer server) {
    SshOptions options = options(server.knownHosts(), server.userKey());
    return executor(there(server.port(), server.user()), options, ConnectionListener.none());
  }

  /** The same behind a port of a proxy. */
  static RemoteExecutor executor(
      OpenSshServer server, int port, SshLimits limits, ConnectionListener listener) {
    HostKeyPolicy anyPort = HostKeyPolicy.acceptNew().withKnownHosts(server.knownHosts());
    SshOptions options =
        options(server.knownHosts(), server.userKey()).withHostKeys(anyPort).withLimits(limits);
    return executor(there(port, server.user()), options, listener);
  }

  private static SshOptions options(Path knownHosts, Path key) {
    return SshOptions.defaults()
        .withHostKeys(HostKeyPolicy.strict().withKnownHosts(knownHosts))
        .withIdentities(key)
        .withAgent(false);
  }

  private static RemoteExecutor executor(
      ManagedHost host, SshOptions options, ConnectionListener listener) {
    return SshExecutor.create(host, options, SecretSource.none(), listener);
  }
}
