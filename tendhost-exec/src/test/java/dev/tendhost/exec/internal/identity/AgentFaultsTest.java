package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that are not there, hang or talk nonsense: no error by themselves, and no hanging. */
class AgentFaultsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final PublicKey KEY = Kit.pair().getPublic();

  @TempDir private Path directory;

  @Test
  void notThere() {
    assertThat(find("/nowhere/agent").problem()).startsWith("the agent is no help: ");
    assertThat(Kit.result(Agent.of(true, Map.of()).find()).problem())
        .isEqualTo("no agent (SSH_AUTH_SOCK is not set)");
    assertThat(Kit.result(Agent.of(false, Map.of("SSH_AUTH_SOCK", "/x")).find()).problem())
        .isEqualTo("the agent is not asked");
  }

  @Test
  void aSocketWithNobodyBehindIt() throws Exception {
    Path socket = directory.resolve("dead");
    listen(socket).close();

    assertThat(find(socket.toString()).problem()).contains("Connection refused");
  }

  @Test
  void askingOneThatIsNotThereKeepsNothingOpen() throws Exception {
    Path socket = directory.resolve("dead");
    listen(socket).close();
    find(socket.toString());
    long before = openFiles();

    for (int i = 0; i < 200; i++) {
      find(socket.toString());
    }

    assertThat(openFiles() - before).isLessThan(100);
  }

  @Test
  void aSocketPathThatIsTooLong() {
    assertThat(find("/tmp/" + "x".repeat(300)).problem()).startsWith("the agent is no help: ");
  }

  @Test
  void onesThatHang() throws Exception {
    try (ServerSocketChannel mute = listen(directory.resolve("mute"))) {
      assertThat(mute.isOpen()).isTrue();
      assertThat(find(directory.resolve("mute").toString()).problem())
          .isEqualTo("the agent is no help: the agent did not answer within 300 ms");
    }
  }

  @Test
  void oneThatHangsWhenItShouldSign() throws Exception {
    try (ServerSocketChannel mute = listen(directory.resolve("mute"))) {
      assertThat(mute.isOpen()).isTrue();
      AgentClient client = new AgentClient(directory.resolve("mute"), SHORT);
      AgentClient.Held key = new AgentClient.Held(new byte[10], KEY);

      assertThatThrownBy(() -> client.sign(key, "ssh-ed25519", new byte[200_000]))
          .isInstanceOf(IOException.class)
          .hasMessage("the agent did not answer within 300 ms");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, a message of 0 bytes",
    "ffffffff, a message of -1 bytes",
    "7fffffff, a message of 2147483647 bytes",
    "0000000105, the agent refused",
    "000000050c7fffffff, says that it holds 2147483647 keys",
    "000000050cffffffff, says that it holds -1 keys",
    "000000050c00000001, is no help",
    "0000, hung up",
    "0000001c, hung up"
  })
  void nonsense(String hex, String said) throws Exception {
    try (ServerSocketChannel server = listen(directory.resolve("agent"))) {
      answer(server, hex, new AtomicInteger());

      assertThat(find(directory.resolve("agent").toString()).problem()).contains(said);
    }
  }

  @Test
  void aKeyOfAnUnknownKindIsLeftOut() throws Exception {
    try (ServerSocketChannel server = listen(directory.resolve("agent"))) {
      answer(
          server, "000000110c00000001" + "00000004" + "00000000" + "00000000", new AtomicInteger());

      assertThat(find(directory.resolve("agent").toString()).problem())
          .isEqualTo("the agent holds no key");
    }
  }

  @Test
  void manyAtOnceAreOneQuestion() throws Exception {
    AtomicInteger questions = new AtomicInteger();
    try (ServerSocketChannel server = listen(directory.resolve("agent"))) {
      Agent agent = Agent.of(true, Map.of("SSH_AUTH_SOCK", directory.resolve("agent").toString()));
      var asked = IntStream.range(0, 1000).mapToObj(i -> agent.find()).toList();
      answer(server, "000000050c00000000", questions);

      asked.forEach(found -> assertThat(Kit.result(found).problem()).contains("holds no key"));
      assertThat(questions).hasValue(1);
    }
  }

  private static Agent.Found find(String socket) {
    return Kit.result(Agent.of(true, Map.of("SSH_AUTH_SOCK", socket), SHORT).find());
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    return server;
  }

  /** Answers every question with the same bytes, then hangs up. */
  private static void answer(ServerSocketChannel server, String hex, AtomicInteger questions) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (SocketChannel peer = server.accept()) {
                    questions.incrementAndGet();
                    peer.read(ByteBuffer.allocate(100));
                    peer.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
                  }
                }
              } catch (IOException e) {
                // The test is over.
              }
            },
            "false-agent");
    thread.setDaemon(true);
    thread.start();
  }
}
