package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.internal.route.Hop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host with several addresses, of which not all take connections. */
@Timeout(120)
class AddressesTest {
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

  @Test
  void whereNobodyListensTheNextAddressIsTried() {
    try (Ssh ssh = Ssh.naming(Duration.ofSeconds(20), "127.0.0.2", "::1", "127.0.0.1")) {
      Hop hop = ssh.named("web", ssh.hop(server));

      assertThat(Outcome.of(ssh.executor(hop).run("echo in")).stdout()).isEqualTo("in\n");
      assertThat(ssh.remembered).hasSize(1);
    }
  }

  @Test
  void anAddressThatDoesNotAnswerLeavesTheOthersTheirTime() throws IOException {
    try (FullPort full = new FullPort("127.0.0.3", server.port());
        Ssh ssh = Ssh.naming(Duration.ofSeconds(4), "127.0.0.3", "127.0.0.1")) {
      Hop hop = ssh.named("web", ssh.hop(server));

      assertThat(Outcome.of(ssh.executor(hop).run("echo in")).stdout()).isEqualTo("in\n");
      assertThat(full.isFull()).isTrue();
    }
  }

  @Test
  void theErrorNamesWhatWasTried() throws IOException {
    try (FullPort full = new FullPort("127.0.0.3", server.port());
        Ssh ssh = Ssh.naming(Duration.ofSeconds(2), "127.0.0.3", "127.0.0.2")) {
      Hop hop = ssh.named("web", ssh.hop(server));

      FleetError error = Outcome.failure(ssh.executor(hop).run("echo in"));

      assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(error.message())
          .contains("@web:", "nothing listens", "127.0.0.3 (no answer)", "127.0.0.2 (")
          .contains("refused");
      assertThat(full.isFull()).isTrue();
    }
    try (FullPort full = new FullPort("127.0.0.3", server.port());
        Ssh ssh = Ssh.naming(Duration.ofSeconds(2), "127.0.0.2", "127.0.0.3")) {
      Hop hop = ssh.named("web", ssh.hop(server));

      FleetError error = Outcome.failure(ssh.executor(hop).run("echo in"));

      assertThat(error.message())
          .contains("did not answer within 2 s", "127.0.0.2 (", "127.0.0.3 (no answer)");
      assertThat(full.isFull()).isTrue();
    }
  }

  /** A port whose queue of connections is full, so that nobody answers any more. */
  private static final class FullPort implements AutoCloseable {
    private static final int MOST = 20;

    private final ServerSocket socket;
    private final List<SocketChannel> queue = new ArrayList<>();
    private boolean full;

    FullPort(String address, int port) throws IOException {
      socket = new ServerSocket(port, 1, InetAddress.getByName(address));
      while (!full && queue.size() < MOST) {
        SocketChannel channel = SocketChannel.open();
        queue.add(channel);
        try {
          channel.socket().connect(new InetSocketAddress(address, port), 300);
        } catch (java.net.SocketTimeoutException nobodyAnswers) {
          full = true;
        }
      }
    }

    boolean isFull() {
      return full;
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : queue) {
        channel.close();
      }
      socket.close();
    }
  }
}
