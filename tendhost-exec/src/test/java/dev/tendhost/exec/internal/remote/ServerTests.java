package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.fixture.OpenSshServer;
import org.junit.jupiter.api.AfterAll;

/** One OpenSSH server for all tests of a class, and one session with it. */
abstract class ServerTests {
  static OpenSshServer server;
  static TestSession session;

  /** Starts a server with these lines of configuration, and logs in; for a method before all. */
  static void login(String... configuration) {
    server = OpenSshServer.start(configuration);
    session = TestSession.on(server);
  }

  @AfterAll
  static void logout() {
    if (session != null) {
      session.close();
      session = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
