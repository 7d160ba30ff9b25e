package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.ssh.BecomeRoot;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SudoPasswordTest {
  @Test
  void sourceThatNeverAnswersIsNotWaitedForAndWhatItSaysLaterIsWiped() {
    Promise<Optional<Secret>> never = Promise.promise();
    Secret late = new Secret("correct horse".toCharArray());
    CountDownLatch told = new CountDownLatch(1);
    try (MinaServer server = MinaServer.start()) {
      server.allow(TestSession.KEY.getPublic());
      try (TestSession session = new TestSession(server.port(), server.user())) {
        RunTarget target = session.target(BecomeRoot.SUDO, request -> never.future());
        RemoteFailures failures =
            new RemoteFailures(new Failures(target.host().name(), Command.of("id")), "user");

        FleetError error =
            Outcome.failure(SudoPassword.find(target, failures, Duration.ofMillis(100)));
        never.complete(Optional.of(late));
        target.threads().when(() -> late.value()[0] == 0, Duration.ofSeconds(20), told::countDown);

        assertThat(error.kind()).isEqualTo(FailureKind.PRIVILEGE);
        assertThat(error.message()).contains("sudo-password", "0.1 s", "nothing was run");
        assertThat(Latches.awaited(told)).isTrue();
        assertThat(late.value()).containsOnly('\0');
      }
    }
  }
}
