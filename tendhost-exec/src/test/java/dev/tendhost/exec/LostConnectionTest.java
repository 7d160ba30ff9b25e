package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a command is told when its connection ends. */
class LostConnectionTest {
  @Test
  void theErrorSaysWhy() {
    try (OpenSshServer server = OpenSshServer.start()) {
      SshOptions options =
          SshOptions.defaults()
              .withHostKeys(HostKeyPolicy.strict().withKnownHosts(server.knownHosts()))
              .withIdentities(server.userKey())
              .withAgent(false);
      ManagedHost host =
          new ManagedHost(
              HostName.of("there"), "127.0.0.1", server.port(), server.user(), Set.of(), Map.of());
      RemoteExecutor executor =
          SshExecutor.create(host, options, SecretSource.none(), ConnectionListener.none());
      Promise<String> up = Promise.promise();
      Command command =
          Command.shell("echo up; sleep 60").withListener((source, line) -> up.tryComplete(line));
      Future<CommandResult> running = executor.run(command);
      Waits.result(up.future());

      Waits.result(executor.disconnect());

      FleetError error = Waits.error(running);
      assertThat(error.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(error.message()).contains("it was dropped on request");
      Waits.result(executor.close());
    }
  }
}
