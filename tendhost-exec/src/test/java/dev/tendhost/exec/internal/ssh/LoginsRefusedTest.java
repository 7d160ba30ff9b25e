package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.UserHost;
import org.junit.jupiter.api.Test;

/** A host that is booting or shutting down. */
class LoginsRefusedTest {
  @Test
  void isRetryableAndNoRefusalOfOurKey() {
    try (UserHost host = UserHost.startWithPam();
        Ssh ssh = Ssh.withDefaults()) {
      RemoteExecutor executor = ssh.executor(ssh.hop(host, "sh"));
      host.nologin(true);

      FleetError error = Outcome.failure(executor.run("echo"));

      assertThat(error.kind()).isEqualTo(FailureKind.LOGINS_REFUSED);
      assertThat(error.kind().retryable()).isTrue();
      assertThat(error.message()).contains("The system is going down", "try again later");
      host.nologin(false);
      assertThat(Outcome.of(executor.run("echo in")).stdout()).isEqualTo("in\n");
    }
  }
}
