package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.ssh.SshLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.kex.KexProposalOption;
import org.junit.jupiter.api.Test;

/** One connection to a host: opened, shared, lost, opened again. */
class ConnectionTest {
  @Test
  void theFirstCommandOpensAndAllShare() {
    try (OpenSshServer server = OpenSshServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        Ssh ssh = Ssh.withDefaults()) {
      Ssh.Heard heard = new Ssh.Heard();
      RemoteExecutor executor = ssh.executor(heard, ssh.behind(proxy.port(), ssh.hop(server)));
      assertThat(proxy.accepted()).isZero();

      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        runs.add(executor.run("echo " + i));
      }

      for (int i = 0; i < 30; i++) {
        assertThat(Outcome.of(runs.get(i)).stdout()).isEqualTo(i + "\n");
      }
      assertThat(proxy.accepted()).isEqualTo(1);
      assertThat(ssh.runner.most.get()).isLessThanOrEqualTo(8);
      assertThat(ssh.remembered).hasSize(1);
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(heard.events).isEmpty();
    }
  }

  @Test
  void afterADisconnectTheNextCommandOpensAgain() {
    try (OpenSshServer server = OpenSshServer.start();
        Ssh ssh = Ssh.withDefaults()) {
      Ssh.Heard heard = new Ssh.Heard();
      RemoteExecutor executor = ssh.executor(heard, ssh.hop(server));
      assertThat(Outcome.of(executor.run("echo one")).stdout()).isEqualTo("one\n");
      Future<CommandResult> running = executor.run("sleep 60");
      assertThat(Outcome.of(executor.run("echo two")).ok()).isTrue();

      Outcome.of(executor.disconnect());

      assertThat(Outcome.failure(running).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      Outcome.of(executor.disconnect());
      assertThat(Outcome.of(executor.run("echo three")).stdout()).isEqualTo("three\n");
      Outcome.of(executor.close());
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(heard.next()).isEqualTo("disconnected: it was dropped on request");
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(heard.next()).isEqualTo("disconnected: the executor was closed");
      assertThat(heard.events).isEmpty();
    }
  }

  @Test
  void aServerThatEndsTheSessionLosesTheCommandAndIsReopened() {
    try (OpenSshServer server = OpenSshServer.start();
        Ssh ssh = Ssh.withDefaults()) {
      Ssh.Heard heard = new Ssh.Heard();
      RemoteExecutor executor = ssh.executor(heard, ssh.hop(server));
      Outcome.of(executor.run("echo"));
      Future<CommandResult> running = ssh.running(executor);

      server.sessions().forEach(ProcessHandle::destroyForcibly);

      assertThat(Outcome.failure(running).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(heard.next()).startsWith("disconnected: the ");
      assertThat(Outcome.of(executor.run("echo again")).stdout()).isEqualTo("again\n");
      assertThat(heard.next()).isEqualTo("connected");
    }
  }

  @Test
  void aPeerThatVanishesIsFoundDeadAndDelaysNobody() {
    SshLimits limits = SshLimits.defaults().withHeartbeat(Duration.ofMillis(300), 3);
    try (OpenSshServer server = OpenSshServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        Ssh ssh = new Ssh(limits)) {
      Ssh.Heard heard = new Ssh.Heard();
      RemoteExecutor vanishing = ssh.executor(heard, ssh.behind(proxy.port(), ssh.hop(server)));
      Ssh.Heard other = new Ssh.Heard();
      RemoteExecutor living = ssh.executor(other, ssh.hop(server));
      Outcome.of(living.run("echo"));
      Future<CommandResult> running = ssh.running(vanishing);

      proxy.freeze();

      long start = System.nanoTime();
      FleetError error = Outcome.failure(running);
      assertThat(error.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(heard.next()).contains("no sign of life");
      assertThat(Outcome.of(living.run("echo alive")).stdout()).isEqualTo("alive\n");
      proxy.thaw();
      assertThat(Outcome.of(vanishing.run("echo back")).stdout()).isEqualTo("back\n");
      assertThat(other.next()).isEqualTo("connected");
      assertThat(other.events).isEmpty();
    }
  }

  @Test
  void noLimitIsLongerThanATimerHolds() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    SshLimits limits = SshLimits.defaults().withHeartbeat(forever, 3).withConnectTimeout(forever);
    try (OpenSshServer server = OpenSshServer.start();
        Ssh ssh = new Ssh(limits)) {
      Command command = Command.shell("echo").withTimeout(Duration.ofSeconds(20));

      assertThat(Outcome.of(ssh.executor(ssh.hop(server)).run(command)).ok()).isTrue();
    }
  }

  @Test
  void theKeyExchangeIsAModernOne() {
    try (OpenSshServer server = OpenSshServer.start();
        Ssh ssh = Ssh.withDefaults()) {
      SshHost executor = (SshHost) ssh.executor(ssh.hop(server));
      Outcome.of(executor.run("echo"));
      io.vertx.core.Promise<HostSession> session = io.vertx.core.Promise.promise();
      executor.connection().join(session);

      HostSession open = Outcome.of(session.future());

      assertThat(open.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS))
          .startsWith("curve25519-sha256");
      assertThat(open.getNegotiatedKexParameter(KexProposalOption.SERVERKEYS))
          .isEqualTo("ssh-ed25519");
      assertThat(open.getNegotiatedKexParameter(KexProposalOption.C2SENC))
          .isEqualTo("aes128-gcm@openssh.com");
    }
  }

  @Test
  void closeEndsWhatRunsAndWaitsAndLaterCallsAreUnreachable() {
    try (OpenSshServer server = OpenSshServer.start();
        Ssh ssh = new Ssh(SshLimits.defaults().withChannelsPerConnection(1))) {
      RemoteExecutor executor = ssh.executor(ssh.hop(server));
      Outcome.of(executor.run("echo"));
      Future<CommandResult> running = executor.run("sleep 60");
      Future<CommandResult> waiting = executor.run("echo waits");

      Outcome.of(executor.close());
      Outcome.of(executor.close());
      Outcome.of(executor.disconnect());

      assertThat(Outcome.failure(running).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(Outcome.failure(waiting).message()).contains("nothing was run");
      assertThat(Outcome.failure(executor.run("echo")).kind()).isEqualTo(FailureKind.UNREACHABLE);
    }
  }
}
