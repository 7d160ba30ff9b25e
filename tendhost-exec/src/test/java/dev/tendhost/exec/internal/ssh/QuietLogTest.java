package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.RudeServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the errors of commands say is not written to the program's log as well. */
class QuietLogTest {
  /** One line that MINA cannot be kept from writing when a jump host is lost in full flow. */
  private static final String IN_FLIGHT = "on closing channel";

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private PrintStream console;

  @BeforeEach
  void capture() {
    console = System.err;
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    LoggerFactory.getLogger(getClass()).warn("this test hears of warnings");
  }

  @AfterEach
  void nothingWasLogged() {
    System.setErr(console);
    assertThat(logged.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> !line.contains(IN_FLIGHT))
        .singleElement()
        .asString()
        .contains("this test hears of warnings");
  }

  @Test
  void connectionsThatWork() {
    try (OpenSshServer jump = OpenSshServer.start();
        OpenSshServer server = OpenSshServer.start();
        Ssh ssh = Ssh.withDefaults()) {
      RemoteExecutor direct = ssh.executor(ssh.hop(server));
      RemoteExecutor through =
          ssh.executor(ConnectionListener.none(), ssh.hop(server), ssh.hop(jump));

      assertThat(Outcome.of(direct.run("echo one")).stdout()).isEqualTo("one\n");
      assertThat(Outcome.of(through.run("echo two")).stdout()).isEqualTo("two\n");
      assertThat(Outcome.of(direct.run(Command.shell("exit 3").withStdin("x"))).exitCode())
          .isEqualTo(3);
    }
  }

  @Test
  void connectionsThatAreLost() {
    try (OpenSshServer server = OpenSshServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        Ssh ssh = Ssh.withDefaults()) {
      RemoteExecutor direct = ssh.executor(ssh.behind(proxy.port(), ssh.hop(server)));
      RemoteExecutor through =
          ssh.executor(
              ConnectionListener.none(),
              ssh.hop(server),
              ssh.behind(proxy.port(), ssh.hop(server)));
      for (TcpProxy.Cut cut : TcpProxy.Cut.values()) {
        List<Future<CommandResult>> running = new ArrayList<>();
        for (RemoteExecutor executor : List.of(direct, through)) {
          Outcome.of(executor.run("echo"));
          running.add(executor.run("yes"));
          running.add(executor.run(Command.shell("cat").withStdin("x".repeat(3_000_000))));
        }
        Outcome.of(direct.run("echo"));
        Outcome.of(through.run("echo"));

        proxy.cut(cut);

        for (Future<CommandResult> run : running) {
          assertThat(run.toCompletionStage()).failsWithin(Duration.ofMinutes(1));
        }
      }
      Future<CommandResult> running = ssh.running(direct);
      server.sessions().forEach(ProcessHandle::destroyForcibly);
      assertThat(Outcome.failure(running).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    }
  }

  @Test
  void cutsDuringTheOpening() {
    List<TcpProxy> proxies = new ArrayList<>();
    try (OpenSshServer server = OpenSshServer.start("MaxStartups 100");
        Ssh ssh = Ssh.quick()) {
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (TcpProxy.Cut cut : TcpProxy.Cut.values()) {
        for (int bytes = 30; bytes < 3_000; bytes += 500) {
          TcpProxy proxy = TcpProxy.to(server.port());
          proxies.add(proxy);
          proxy.cutAfter(bytes, TcpProxy.Direction.TO_CLIENT, cut);
          runs.add(ssh.executor(ssh.behind(proxy.port(), ssh.hop(server))).run("echo"));
        }
      }
      runs.forEach(run -> Outcome.failure(run));
    } finally {
      proxies.forEach(TcpProxy::close);
    }
  }

  @Test
  void serversThatLetNobodyIn() {
    try (RudeServer garbage = RudeServer.garbage(7);
        RudeServer banner = RudeServer.banner(1 << 20);
        RudeServer closes = new RudeServer(peer -> {});
        RudeServer silent = RudeServer.silent();
        OpenSshServer stranger = OpenSshServer.start();
        OpenSshServer old = OpenSshServer.start("Ciphers aes128-cbc");
        Ssh ssh = Ssh.quick()) {
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (RudeServer server : List.of(garbage, banner, closes, silent)) {
        runs.add(ssh.executor(Hop.of("root", "127.0.0.1", server.port())).run("echo"));
      }
      runs.add(ssh.executor(ssh.stranger(ssh.hop(stranger))).run("echo"));
      runs.add(ssh.executor(ssh.hop(old)).run("echo"));
      runs.add(ssh.executor(Hop.of("root", "127.0.0.1", 1)).run("echo"));
      for (Future<CommandResult> run : runs) {
        assertThat(Outcome.failure(run).kind())
            .isIn(FailureKind.UNREACHABLE, FailureKind.AUTHENTICATION, FailureKind.UNSUPPORTED);
      }
    }
  }
}
