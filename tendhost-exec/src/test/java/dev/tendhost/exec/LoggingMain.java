package dev.tendhost.exec;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Logs in by password and runs a command that has something to hide, in a JVM that logs it all. */
final class LoggingMain {
  private LoggingMain() {}

  /**
   * Command line: port, user, known_hosts file, password, input, value of a variable; maybe a key.
   */
  public static void main(String... args) {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(Path.of(args[2])))
            .withAgent(false)
            .withPassword(true);
    if (args.length > 6) {
      options = options.withIdentities(Path.of(args[6]));
    }
    ManagedHost host =
        new ManagedHost(
            HostName.of("there"),
            "127.0.0.1",
            Integer.parseInt(args[0]),
            args[1],
            Set.of(),
            Map.of());
    RemoteExecutor executor =
        SshExecutor.create(
            host,
            options,
            request -> Future.succeededFuture(Optional.of(new Secret(args[3].toCharArray()))),
            ConnectionListener.none());
    Command command =
        Command.shell("cat >/dev/null; exit 7")
            .withStdin(args[4])
            .withEnvironment(Map.of("TENDHOST_X", args[5]));
    int exitCode = String.valueOf(Outcome.of(executor.run(command)).exitCode()).equals("7") ? 0 : 1;
    Outcome.of(executor.close());
    System.exit(exitCode);
  }
}
