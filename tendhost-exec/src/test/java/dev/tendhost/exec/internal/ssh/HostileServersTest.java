package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.RudeServer;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.hostkey.HostKeys;
import dev.tendhost.exec.internal.hostkey.KnownKeys;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.SshLimits;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers that do not let us in: each has its error, in bounded time. */
class HostileServersTest {
  @Test
  void nothingListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    FleetError error = Ssh.errorOf(Hop.of("root", "127.0.0.1", port));

    assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(error.message()).contains("root@127.0.0.1:" + port, "nothing listens there");
    assertThat(error.command()).isEqualTo("echo");
  }

  @Test
  void aNameThatNobodyKnows() {
    FleetError error = Ssh.errorOf(Hop.of("root", "no-such-host.invalid", 22));

    assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(error.message()).contains("its name is not known");
  }

  @Test
  void aServerThatNeverSpeaks() {
    try (RudeServer server = RudeServer.silent()) {
      long start = System.nanoTime();

      FleetError error = Ssh.errorOf(Hop.of("root", "127.0.0.1", server.port()));

      assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(error.message()).contains("said nothing for 3 s");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aServerThatClosesAtOnceIsTriedAgainUntilTheTimeIsUp() {
    try (RudeServer server = new RudeServer(peer -> {})) {
      FleetError error = Ssh.errorOf(Hop.of("root", "127.0.0.1", server.port()));

      assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(error.message()).contains("closed the connection", "MaxStartups", "times in 3 s");
      assertThat(server.accepted()).isBetween(3, 8);
    }
  }

  @Test
  void noKeyThatIsAllowed() {
    try (OpenSshServer server = OpenSshServer.start()) {
      FleetError error = Ssh.errorOf(Hop.of(server.user(), "127.0.0.1", server.port()));

      assertThat(error.kind()).isEqualTo(FailureKind.AUTHENTICATION);
      assertThat(error.message())
          .contains(server.user() + "@127.0.0.1:" + server.port(), "tried: ", "publickey");
    }
  }

  @Test
  void aRefusedHostKeySendsNothingAndIsTheErrorOfAllWhoWait() {
    try (OpenSshServer server = OpenSshServer.start();
        Ssh ssh = new Ssh(SshLimits.defaults(), new Refusing())) {
      RemoteExecutor executor = ssh.executor(ssh.hop(server));
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        runs.add(executor.run("echo"));
      }

      for (Future<CommandResult> run : runs) {
        FleetError error = Outcome.failure(run);
        assertThat(error.kind()).isEqualTo(FailureKind.HOST_KEY_CHANGED);
        assertThat(error.message()).isEqualTo("not that one");
        assertThat(error.details()).containsEntry("fingerprint", "x");
      }
      assertThat(server.log()).noneMatch(line -> line.contains("Accepted"));
    }
  }

  @Test
  void aKeyThatCannotBeRememberedIsNotUsed() {
    try (OpenSshServer server = OpenSshServer.start();
        Ssh ssh = new Ssh(SshLimits.defaults(), new Forgetful())) {
      FleetError error = Outcome.failure(ssh.executor(ssh.hop(server)).run("echo"));

      assertThat(error.kind()).isEqualTo(FailureKind.STORE_FAILED);
      assertThat(server.log()).noneMatch(line -> line.contains(server.user()));
    }
  }

  @Test
  void noAlgorithmInCommon() {
    try (OpenSshServer server = OpenSshServer.start("KexAlgorithms diffie-hellman-group14-sha1")) {
      FleetError error = Ssh.errorOf(Hop.of(server.user(), "127.0.0.1", server.port()));

      assertThat(error.kind()).isEqualTo(FailureKind.UNSUPPORTED);
      assertThat(error.message()).contains("no algorithm in common");
    }
  }

  @Test
  void twentyExecutorsAtAServerThatLetsInOneAtATime() {
    try (OpenSshServer server = OpenSshServer.start("MaxStartups 1:100:1");
        Ssh ssh = Ssh.withDefaults()) {
      Hop hop = ssh.hop(server);
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        runs.add(ssh.executor(hop).run("echo in"));
      }

      for (Future<CommandResult> run : runs) {
        assertThat(Outcome.of(run).stdout()).isEqualTo("in\n");
      }
      assertThat(server.log()).anyMatch(line -> line.contains("MaxStartups"));
    }
  }

  @Test
  void aServerThatAllowsTwoChannelsIsLearned() {
    try (OpenSshServer server = OpenSshServer.start("MaxSessions 2");
        Ssh ssh = Ssh.withDefaults()) {
      RemoteExecutor executor = ssh.executor(ssh.hop(server));
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        runs.add(executor.run("sleep 0.1; echo " + i));
      }

      for (int i = 0; i < 12; i++) {
        assertThat(Outcome.of(runs.get(i)).stdout()).isEqualTo(i + "\n");
      }
      assertThat(server.log())
          .filteredOn(line -> line.contains("no more sessions"))
          .hasSizeLessThan(12);
    }
  }

  @Test
  void aServerThatAllowsNoChannelIsAnError() {
    try (OpenSshServer server = OpenSshServer.start("MaxSessions 0");
        Ssh ssh = Ssh.withDefaults()) {
      RemoteExecutor executor = ssh.executor(ssh.hop(server));
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(executor.run("echo"));
      }

      for (Future<CommandResult> run : runs) {
        FleetError error = Outcome.failure(run);
        assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
        assertThat(error.message()).contains("MaxSessions");
      }
    }
  }

  @Test
  void aTimeOutInTheQueueRunsNothing() {
    try (MinaServer server = MinaServer.start();
        Ssh ssh = new Ssh(SshLimits.defaults().withChannelsPerConnection(1))) {
      RemoteExecutor executor = ssh.executor(ssh.hop(server));
      Outcome.of(executor.run("true"));
      Future<CommandResult> running = executor.run("sleep 3; echo done");
      Future<CommandResult> late =
          executor.run(Command.shell("echo late").withTimeout(Duration.ofMillis(300)));
      Future<CommandResult> patient = executor.run("echo patient");

      FleetError error = Outcome.failure(late);

      assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(error.message()).contains("nothing was run", "too many commands");
      assertThat(running.isComplete()).isFalse();
      assertThat(Outcome.of(patient).stdout()).isEqualTo("patient\n");
    }
  }

  @Test
  void aTimeOutWhileTheConnectionIsOpenedGivesTheOpeningUp() {
    try (RudeServer server = RudeServer.silent();
        Ssh ssh = Ssh.withDefaults()) {
      RemoteExecutor executor = ssh.executor(Hop.of("root", "127.0.0.1", server.port()));

      FleetError error =
          Outcome.failure(executor.run(Command.shell("echo").withTimeout(Duration.ofMillis(500))));

      assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(error.message()).contains("nothing was run", "connection");
    }
  }

  private static class Refusing implements HostKeys {
    @Override
    public Future<KnownKeys> of(Hop hop) {
      return Future.succeededFuture(
          new KnownKeys() {
            @Override
            public List<String> order(List<String> supported) {
              return supported;
            }

            @Override
            public boolean check(PublicKey key) {
              return judge();
            }
          });
    }

    boolean judge() {
      throw new Fault(FailureKind.HOST_KEY_CHANGED, "not that one", Map.of("fingerprint", "x"));
    }

    @Override
    public Future<Void> remember(Hop hop, PublicKey key) {
      return Future.failedFuture(new Fault(FailureKind.STORE_FAILED, "disk full", Map.of()));
    }
  }

  private static final class Forgetful extends Refusing {
    @Override
    boolean judge() {
      return false;
    }
  }
}
