package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.Tools;
import org.junit.jupiter.api.Test;

/** The server of the tests, asked by OpenSSH's own client. */
class OpenSshServerTest {
  @Test
  void letsInWhoRunsTheTests() {
    try (OpenSshServer server = OpenSshServer.start()) {
      assertThat(
              Tools.run(
                  "ssh",
                  "-F",
                  "none",
                  "-o",
                  "UserKnownHostsFile=" + server.knownHosts(),
                  "-i",
                  server.userKey().toString(),
                  "-p",
                  Integer.toString(server.port()),
                  server.user() + "@127.0.0.1",
                  "echo hello"))
          .isEqualTo("hello\n");
      assertThat(server.log()).anyMatch(line -> line.contains("Accepted publickey"));
    }
  }
}
