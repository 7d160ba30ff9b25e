package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.MinaServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server inside the JVM, asked by MINA's own client. */
class MinaServerTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final MinaServer server = MinaServer.start(MinaServer.password("a password"));
  private final SshClient client = SshClient.setUpDefaultClient();

  @AfterEach
  void close() {
    client.stop();
    server.close();
  }

  @Test
  void tellsStatusAndKeepsStreamsApart() throws Exception {
    Ended ended = run("cat; echo more >&2; exit 143", "input");

    assertThat(ended.status).isEqualTo(143);
    assertThat(ended.signal).isNull();
    assertThat(ended.out).isEqualTo("input");
    assertThat(ended.err).isEqualTo("more\n");
  }

  @Test
  void tellsSignals() throws Exception {
    Ended ended = run("kill -TERM $$", "");

    assertThat(ended.status).isNull();
    assertThat(ended.signal).isEqualTo("TERM");
  }

  @Test
  void endsWhatCommandsLeftRunning() throws Exception {
    Ended ended =
        run("sleep 1000 >/dev/null 2>&1 & setsid sleep 1000 >/dev/null 2>&1 & echo $$", "");
    List<ProcessHandle> left = server.sessions();

    assertThat(ended.out).isNotBlank();
    assertThat(left).isNotEmpty();
    server.close();
    assertThat(left).allSatisfy(one -> one.onExit().get(20, TimeUnit.SECONDS));
  }

  private Ended run(String command, String input) throws Exception {
    client.setServerKeyVerifier((session, address, key) -> server.hostKeys().contains(key));
    client.start();
    try (ClientSession session =
        client.connect("any", "127.0.0.1", server.port()).verify(BOUND).getSession()) {
      session.addPublicKeyIdentity(server.userKeyPair());
      session.auth().verify(BOUND);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      try (ChannelExec channel = session.createExecChannel(command)) {
        channel.setIn(new ByteArrayInputStream(input.getBytes()));
        channel.setOut(out);
        channel.setErr(err);
        channel.open().verify(BOUND);
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), BOUND);
        return new Ended(
            channel.getExitStatus(), channel.getExitSignal(), out.toString(), err.toString());
      }
    }
  }

  private record Ended(Integer status, String signal, String out, String err) {}
}
