package dev.tendhost.exec;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.RemoteExecutorContract;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The published rules, over a stock OpenSSH server. */
class SshExecutorContractTest extends RemoteExecutorContract {
  private static OpenSshServer server;

  @BeforeAll
  static void start() {
    server = OpenSshServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected RemoteExecutor createExecutor() {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(server.knownHosts()))
            .withIdentities(server.userKey())
            .withAgent(false);
    ManagedHost host =
        new ManagedHost(
            HostName.of("there"), "127.0.0.1", server.port(), server.user(), Set.of(), Map.of());
    return SshExecutor.create(host, options, SecretSource.none(), ConnectionListener.none());
  }
}
