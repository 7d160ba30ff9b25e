package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.AgentProcess;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The agent of the tests, asked by OpenSSH's own client. */
class AgentProcessTest {
  @Test
  void hasTheKeysItIsGiven() {
    Path socket;
    try (OpenSshServer server = OpenSshServer.start();
        AgentProcess agent = AgentProcess.start(server.userKey())) {
      socket = agent.socket();
      assertThat(Tools.run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-l")).contains("ED25519");
    }
    assertThat(socket).doesNotExist();
  }
}
