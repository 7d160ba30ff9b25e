package dev.tendhost.exec;

import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.RemoteExecutorContract;
import dev.tendhost.exec.fixture.OpenSshServer;
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
    return Hosts.executor(server);
  }
}
