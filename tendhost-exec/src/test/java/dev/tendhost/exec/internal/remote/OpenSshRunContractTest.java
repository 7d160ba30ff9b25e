package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.RemoteExecutorContract;
import dev.tendhost.exec.fixture.OpenSshServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract's rules about commands, on one connection to a stock server. */
class OpenSshRunContractTest extends RemoteExecutorContract {
  private static OpenSshServer server;
  private static TestSession session;

  @BeforeAll
  static void login() {
    server = OpenSshServer.start("MaxSessions 40", TestSession.NO_HOME);
    session = TestSession.on(server);
  }

  @AfterAll
  static void logout() {
    if (session != null) {
      session.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected RemoteExecutor createExecutor() {
    return new SessionExecutor(session.target());
  }
}
