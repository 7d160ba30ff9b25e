package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts behind one jump host and behind two. */
class JumpHostTest {
  @Test
  void throughOneJumpHostThatAllShare() {
    try (OpenSshServer jump = OpenSshServer.start();
        TcpProxy toJump = TcpProxy.to(jump.port());
        OpenSshServer host = OpenSshServer.start();
        Ssh ssh = Ssh.withDefaults()) {
      Hop way = ssh.behind(toJump.port(), ssh.hop(jump));
      List<RemoteExecutor> executors = new ArrayList<>();
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        executors.add(ssh.executor(ConnectionListener.none(), ssh.hop(host), way));
        runs.add(executors.get(i).run("echo " + i));
      }

      for (int i = 0; i < 12; i++) {
        assertThat(Outcome.of(runs.get(i)).stdout()).isEqualTo(i + "\n");
      }
      assertThat(toJump.accepted()).isEqualTo(1);
      assertThat(
              Outcome.of(executors.get(0).run("head -c 3000000 /dev/zero | tr '\\0' x")).stdout())
          .hasSize(3_000_000);

      executors.forEach(executor -> Outcome.of(executor.disconnect()));
      ssh.awaitTrue(() -> toJump.open() == 0);
      assertThat(Outcome.of(executors.get(3).run("echo again")).stdout()).isEqualTo("again\n");
      assertThat(toJump.accepted()).isEqualTo(2);
    }
  }

  @Test
  void throughTwo() {
    try (OpenSshServer first = OpenSshServer.start();
        MinaServer second = MinaServer.start();
        OpenSshServer host = OpenSshServer.start();
        Ssh ssh = Ssh.withDefaults()) {
      Ssh.Heard heard = new Ssh.Heard();
      RemoteExecutor executor = ssh.executor(heard, ssh.hop(host), ssh.hop(first), ssh.hop(second));

      assertThat(Outcome.of(executor.run("echo far")).stdout()).isEqualTo("far\n");

      assertThat(ssh.remembered).hasSize(3);
      Future<CommandResult> running = ssh.running(executor);
      first.sessions().forEach(ProcessHandle::destroyForcibly);
      assertThat(Outcome.failure(running).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(heard.next()).contains("jump host");
      assertThat(Outcome.of(executor.run("echo back")).stdout()).isEqualTo("back\n");
    }
  }

  @Test
  void theErrorNamesTheHopAtFault() {
    try (OpenSshServer jump = OpenSshServer.start();
        OpenSshServer closed = OpenSshServer.start("AllowTcpForwarding no");
        OpenSshServer host = OpenSshServer.start();
        Ssh ssh = Ssh.quick()) {
      Hop target = ssh.hop(host);
      Hop way = ssh.hop(jump);

      FleetError noWay =
          Outcome.failure(
              ssh.executor(ConnectionListener.none(), target, ssh.hop(closed)).run("echo"));
      assertThat(noWay.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(noWay.message()).contains(target.display(), ":" + closed.port(), "prohibits it");

      FleetError notIn =
          Outcome.failure(
              ssh.executor(ConnectionListener.none(), target, ssh.stranger(way)).run("echo"));
      assertThat(notIn.kind()).isEqualTo(FailureKind.AUTHENTICATION);
      assertThat(notIn.message()).startsWith("jump host ").contains("nobody@127.0.0.1:");

      Hop nothing = Hop.of("root", "127.0.0.1", 1);
      FleetError refused =
          Outcome.failure(ssh.executor(ConnectionListener.none(), nothing, way).run("echo"));
      assertThat(refused.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(refused.message()).contains("root@127.0.0.1:1", "refused", ":" + jump.port());
    }
  }
}
