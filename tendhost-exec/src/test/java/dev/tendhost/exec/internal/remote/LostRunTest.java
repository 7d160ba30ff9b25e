package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.fixture.Tools;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are lost, ended or refused, on servers that have their limits. */
@Timeout(180)
class LostRunTest extends ServerTests {
  @BeforeAll
  static void start() {
    login(TestSession.NO_HOME);
  }

  @Test
  void lostConnectionIsNeverAnExitCode() {
    try (TestSession other = TestSession.on(server)) {
      CountDownLatch up = new CountDownLatch(1);
      Command command =
          Command.shell("echo up; sleep 20").withListener((s, line) -> up.countDown());
      Future<CommandResult> run = other.run(command).future();
      assertThat(Latches.awaited(up)).isTrue();

      other.session.close(true);

      assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(Outcome.failure(other.run(Command.of("id")).future()).kind())
          .isEqualTo(FailureKind.CONNECTION_LOST);
    }
  }

  @Test
  void whoeverKnowsThatTheConnectionIsGoneCanSayWhy() {
    RemoteRun run = session.run(Command.of("sleep", "1"));
    run.lost("no heartbeat");

    FleetError error = Outcome.failure(run.future());
    assertThat(error.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(error.message()).contains("no heartbeat");
  }

  @Test
  void serverWithOneChannelIsAskedForSignals() {
    try (OpenSshServer narrow = OpenSshServer.start("MaxSessions 1", TestSession.NO_HOME);
        TestSession one = TestSession.on(narrow)) {
      CountDownLatch up = new CountDownLatch(1);
      Command stubborn =
          Command.shell("trap '' TERM; echo up; for i in 1 2 3 4 5 6 7 8 9; do sleep 1; done")
              .withTimeout(Duration.ofSeconds(2))
              .withListener((source, line) -> up.countDown());
      Future<CommandResult> run = one.run(stubborn).future();
      assertThat(Latches.awaited(up)).isTrue();
      assertThat(Outcome.failure(one.run(Command.of("id")).future()).message())
          .contains("MaxSessions");

      FleetError error = Outcome.failure(run);

      assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
      // sshd sends signals for everybody but root.
      assertThat(error.message()).contains(Tools.root() ? "may still run" : "it was ended");
    }
  }

  @Test
  void whatStartsWhileItsTimeEndsIsNotSaidToHaveRunNothing(@TempDir Path directory) {
    try (TcpProxy proxy = TcpProxy.to(server.port());
        TestSession far = new TestSession(proxy.port(), server.user())) {
      Outcome.of(far.run(Command.of("true")).future());
      proxy.delay(Duration.ofMillis(300));
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Command command = Command.shell("echo >" + directory.resolve("" + i) + "; sleep 9");
        runs.add(far.run(command.withTimeout(Duration.ofMillis(600 + 100 * i))).future());
      }

      List<String> errors = runs.stream().map(run -> Outcome.failure(run).message()).toList();

      assertThat(errors).anyMatch(error -> !error.contains("nothing was run"));
      for (int i = 0; i < 8; i++) {
        boolean ran = Files.exists(directory.resolve("" + i));
        assertThat(ran && errors.get(i).contains("nothing was run")).as(errors.get(i)).isFalse();
      }
    }
  }

  @Test
  void connectionThatBreaksBetweenTheExitCodeAndTheLastOutputIsLost() {
    try (TcpProxy proxy = TcpProxy.to(server.port());
        TestSession other = new TestSession(proxy.port(), server.user())) {
      AtomicInteger lines = new AtomicInteger();
      Command command =
          Command.shell("(for i in 1 2 3 4 5 6 7 8 9; do echo $i; sleep 0.2; done) & exit 3")
              .withListener(
                  (source, line) -> {
                    if (lines.incrementAndGet() == 4) {
                      proxy.cut(TcpProxy.Cut.RST);
                    }
                  });

      FleetError error = Outcome.failure(other.run(command).future());

      assertThat(error.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    }
  }

  @Test
  void serverThatRunsNoCommandsSaysSoAtOnce() {
    try (MinaServer files =
        MinaServer.start(
            mina -> {
              mina.setCommandFactory(null);
              mina.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
            })) {
      files.allow(TestSession.KEY.getPublic());
      try (TestSession other = new TestSession(files.port(), files.user())) {
        FleetError error = Outcome.failure(other.run(Command.of("id")).future());

        assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
        assertThat(error.message()).contains("refused to run a command", "nothing was run");
      }
    }
  }
}
