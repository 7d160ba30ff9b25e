package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

/** What a command is told when its connection ends. */
class LostConnectionTest {
  @Test
  void theErrorSaysWhy() {
    try (OpenSshServer server = OpenSshServer.start()) {
      RemoteExecutor executor = Hosts.executor(server);
      Promise<String> up = Promise.promise();
      Command command =
          Command.shell("echo up; sleep 60").withListener((source, line) -> up.tryComplete(line));
      Future<CommandResult> running = executor.run(command);
      Outcome.of(up.future());

      Outcome.of(executor.disconnect());

      FleetError error = Outcome.failure(running);
      assertThat(error.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(error.message()).contains("it was dropped on request");
      Outcome.of(executor.close());
    }
  }
}
