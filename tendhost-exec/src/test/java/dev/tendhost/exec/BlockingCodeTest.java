package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.ssh.SshLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Code of others that blocks against the rules: it does not stop the SSH of the whole JVM. */
class BlockingCodeTest {
  private static final int MANY = 20;
  private static final int SESSIONS = 2 * MANY + 2;
  private static final SshLimits LIMITS = SshLimits.defaults().withChannelsPerConnection(SESSIONS);

  private final CountDownLatch blocked = new CountDownLatch(16);
  private final CountDownLatch released = new CountDownLatch(1);

  private void block() {
    blocked.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void listenersThatBlockStopNeitherResultsNorTimeouts() throws Exception {
    try (OpenSshServer server = OpenSshServer.start("MaxSessions " + SESSIONS)) {
      RemoteExecutor executor =
          Hosts.executor(server, server.port(), LIMITS, ConnectionListener.none());
      Command deaf =
          Command.shell("echo; sleep 60")
              .withListener((source, line) -> block())
              .withTimeout(Duration.ofSeconds(4));
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        runs.add(executor.run(deaf));
      }
      assertThat(blocked.await(Outcome.SECONDS, TimeUnit.SECONDS)).isTrue();

      assertThat(Outcome.of(executor.run("echo well")).stdout()).isEqualTo("well\n");
      runs.forEach(run -> Outcome.failure(FailureKind.TIMEOUT, run));
      assertThat(released.getCount()).as("all that while").isEqualTo(1);
      Outcome.of(executor.close());
    } finally {
      released.countDown();
    }
  }

  @Test
  void handlersThatBlockStopNoHeartbeats() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    ConnectionListener listener =
        new ConnectionListener() {
          @Override
          public void connected() {}

          @Override
          public void disconnected(String reason) {
            heard.add(reason);
          }
        };
    try (OpenSshServer server = OpenSshServer.start("MaxSessions " + SESSIONS);
        TcpProxy proxy = TcpProxy.to(server.port())) {
      RemoteExecutor executor =
          Hosts.executor(
              server, proxy.port(), LIMITS.withHeartbeat(Duration.ofMillis(300), 3), listener);
      for (int i = 0; i < MANY; i++) {
        executor.run("echo").onComplete(ended -> block());
      }
      assertThat(blocked.await(Outcome.SECONDS, TimeUnit.SECONDS)).isTrue();

      proxy.freeze();

      assertThat(heard.poll(Outcome.SECONDS, TimeUnit.SECONDS)).contains("no sign of life");
      released.countDown();
      Outcome.of(executor.close());
    } finally {
      released.countDown();
    }
  }
}
