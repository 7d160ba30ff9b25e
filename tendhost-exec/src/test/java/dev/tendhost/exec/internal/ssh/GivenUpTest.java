package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.fixture.RudeServer;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.hostkey.KnownKeys;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.Route;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.AsynchronousChannelGroup;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is given up while it comes about. */
@Timeout(60)
class GivenUpTest {
  @Test
  void connectionThatIsUpJustWhenItIsGivenUpEndsNoThread() throws Exception {
    CompletableFuture<IoConnectFuture> connecting = new CompletableFuture<>();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    AsynchronousChannelGroup group =
        AsynchronousChannelGroup.withFixedThreadPool(
            1,
            task -> {
              Thread thread = new Thread(task, "given-up-test");
              thread.setDaemon(true);
              thread.setUncaughtExceptionHandler((which, thrown) -> uncaught.add(thrown));
              return thread;
            });
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Connector connector =
          new Connector(
              SshClient.setUpDefaultClient(),
              new GivesUp(connecting, closed),
              group,
              SshThreads.shared());
      AttributeRepository context =
          AttributeRepository.ofKeyValuePair(
              Handshake.KEY, new Handshake("web", new Anything(), null));
      InetSocketAddress address =
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort());

      connecting.complete(connector.connect(address, context, null));

      closed.get(20, TimeUnit.SECONDS);
    } finally {
      group.shutdown();
      assertThat(group.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(uncaught).isEmpty();
  }

  @Test
  void noFurtherTryIsMadeWhenTheTimeIsUpBetweenTwo() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (RudeServer closes = new RudeServer(peer -> tries.incrementAndGet());
        Ssh ssh = Ssh.withDefaults()) {
      Hop hop = Hop.of("root", "127.0.0.1", closes.port());
      ManagedHost host =
          new ManagedHost(HostName.of("web"), "127.0.0.1", 22, "root", Set.of(), Map.of());
      ssh.executor(hop);
      Opening opening =
          new Opening(
              ssh.engine,
              () -> Future.succeededFuture(new Route(List.of(), hop)),
              false,
              host,
              SecretSource.none());
      Future<HostSession> opened = opening.start();
      ssh.awaitTrue(opening::isPausing);

      opening.tooLate();

      ssh.awaitTrue(opened::isComplete);
      assertThat(opened.cause()).isInstanceOf(Fault.class).hasMessageContaining("1 times in 30 s");
      assertThat(tries).hasValue(1);
    }
  }

  /** Gives up its connection when there is one. */
  private record GivesUp(CompletableFuture<IoConnectFuture> connecting, CompletableFuture<Void> end)
      implements IoHandler {
    @Override
    public void sessionCreated(IoSession session) throws Exception {
      connecting.get(20, TimeUnit.SECONDS).cancel();
    }

    @Override
    public void sessionClosed(IoSession session) {
      end.complete(null);
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {}

    @Override
    public void messageReceived(IoSession session, Readable message) {}
  }

  private record Anything() implements KnownKeys {
    @Override
    public List<String> order(List<String> supported) {
      return supported;
    }

    @Override
    public boolean check(PublicKey key) {
      return true;
    }
  }
}
