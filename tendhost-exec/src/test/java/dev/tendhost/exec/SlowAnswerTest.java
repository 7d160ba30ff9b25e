package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.RudeServer;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshLimits;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is asked for a password may take longer than a connection may. */
class SlowAnswerTest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final long ANSWER_MILLIS = 2_500;

  @Test
  void aPersonMayTakeLongerThanTheConnectTimeout() {
    try (MinaServer server = MinaServer.start(MinaServer.password("secret"))) {
      RemoteExecutor executor =
          executor(server.port(), HostKeyPolicy.strict().withKnownHosts(server.knownHosts()));
      Future<CommandResult> run = executor.run("echo in");

      assertThat(run.toCompletionStage())
          .succeedsWithin(Duration.ofMinutes(1))
          .returns("in\n", CommandResult::stdout);
      assertThat(executor.close().toCompletionStage()).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void aServerMayNot() {
    try (RudeServer server = RudeServer.silent()) {
      RemoteExecutor executor = executor(server.port(), HostKeyPolicy.strict());

      assertThat(executor.run("echo").toCompletionStage())
          .failsWithin(Duration.ofMillis(ANSWER_MILLIS))
          .withThrowableThat()
          .havingCause()
          .isInstanceOfSatisfying(
              TendhostException.class,
              thrown -> assertThat(thrown.error().kind()).isEqualTo(FailureKind.UNREACHABLE));
      assertThat(executor.close().toCompletionStage()).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  private static RemoteExecutor executor(int port, HostKeyPolicy hostKeys) {
    SecretSource slow =
        request -> {
          Promise<Optional<Secret>> answer = Promise.promise();
          CompletableFuture.delayedExecutor(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
              .execute(() -> answer.complete(Optional.of(new Secret("secret".toCharArray()))));
          return answer.future();
        };
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(hostKeys)
            .withAgent(false)
            .withPassword(true)
            .withLimits(SshLimits.defaults().withConnectTimeout(CONNECT_TIMEOUT));
    return SshExecutor.create(
        Hosts.there(port, System.getProperty("user.name")),
        options,
        slow,
        ConnectionListener.none());
  }
}
