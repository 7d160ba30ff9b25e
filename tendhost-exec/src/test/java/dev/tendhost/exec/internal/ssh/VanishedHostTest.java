package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.DroppedHost;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.ssh.SshLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host whose packets are dropped: no FIN, no RST, no ACK. */
class VanishedHostTest {
  private static final SshLimits LIMITS =
      SshLimits.defaults()
          .withHeartbeat(Duration.ofMillis(300), 3)
          .withConnectTimeout(Duration.ofSeconds(6));

  @Test
  void isFoundDeadUnreachableAndThereAgainAndDelaysNobody() {
    try (DroppedHost host = DroppedHost.start();
        OpenSshServer other = OpenSshServer.start();
        Ssh ssh = new Ssh(LIMITS)) {
      RemoteExecutor living = ssh.executor(ssh.hop(other));
      Outcome.of(living.run("echo"));
      Ssh.Heard heard = new Ssh.Heard();
      RemoteExecutor executor = ssh.executor(heard, ssh.hop(host));
      Future<CommandResult> running = ssh.running(executor);

      host.drop();

      long start = System.nanoTime();
      assertThat(Outcome.failure(running).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(heard.next()).contains("no sign of life");

      List<Future<CommandResult>> tries = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        tries.add(ssh.executor(ssh.hop(host)).run("echo"));
      }
      long busy = System.nanoTime();
      assertThat(Outcome.of(living.run("echo alive")).stdout()).isEqualTo("alive\n");
      assertThat(Duration.ofNanos(System.nanoTime() - busy)).isLessThan(Duration.ofSeconds(2));
      FleetError error = Outcome.failure(tries.get(23));
      assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(error.message()).contains("did not answer within 6 s");

      host.restore();
      assertThat(Outcome.of(executor.run("echo back")).stdout()).isEqualTo("back\n");
    }
  }
}
