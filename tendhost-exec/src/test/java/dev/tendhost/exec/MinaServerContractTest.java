package dev.tendhost.exec;

import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.RemoteExecutorContract;
import dev.tendhost.exec.fixture.MinaServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The published rules, over an SSH server that is not OpenSSH. */
class MinaServerContractTest extends RemoteExecutorContract {
  private static MinaServer server;

  @BeforeAll
  static void start() {
    server = MinaServer.start();
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
