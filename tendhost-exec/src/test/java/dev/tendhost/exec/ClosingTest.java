package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An SSH executor is closed within the four seconds that a fleet waits for it. */
class ClosingTest {
  private static final Duration FLEET_WAITS = Duration.ofSeconds(4);
  private static final String STUBBORN = "trap '' TERM; echo; while :; do sleep 1; done";

  @Test
  void aCommandThatIgnoresTerm() throws Exception {
    try (OpenSshServer server = OpenSshServer.start()) {
      RemoteExecutor executor = executor(server, server.port());
      Future<CommandResult> run = started(executor);

      assertThat(executor.close().toCompletionStage()).succeedsWithin(FLEET_WAITS);

      assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    }
  }

  @Test
  void aHostThatAnswersNoMore() throws Exception {
    try (OpenSshServer server = OpenSshServer.start();
        TcpProxy link = TcpProxy.to(server.port())) {
      RemoteExecutor executor = executor(server, link.port());
      Future<CommandResult> run = started(executor);
      link.freeze();

      assertThat(executor.close().toCompletionStage()).succeedsWithin(FLEET_WAITS);

      assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    }
  }

  /** A command that ends by nothing but KILL, when it runs. */
  private static Future<CommandResult> started(RemoteExecutor executor) throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    Future<CommandResult> run =
        executor.run(Command.shell(STUBBORN).withListener((stream, line) -> runs.countDown()));
    assertThat(runs.await(1, TimeUnit.MINUTES)).isTrue();
    return run;
  }

  private static RemoteExecutor executor(OpenSshServer server, int port) {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.acceptNew().withKnownHosts(server.knownHosts()))
            .withIdentities(server.userKey())
            .withAgent(false);
    ManagedHost host =
        new ManagedHost(HostName.of("there"), "127.0.0.1", port, server.user(), Set.of(), Map.of());
    return SshExecutor.create(host, options, SecretSource.none(), ConnectionListener.none());
  }
}
