package dev.tendhost.it.killed;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program of its own that updates one host once, however often it is killed and started again:
 * what runs it waits for, what failed it tries again, and it ends when an update has succeeded.
 */
final class Controller {
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

  private final Fleet fleet;
  private final HostName host;

  private Controller(Fleet fleet, HostName host) {
    this.fleet = fleet;
    this.host = host;
  }

  /** Arguments: the state directory, the host's name, address and port, a key, known hosts. */
  public static void main(String[] args) {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(Path.of(args[5])))
            .withIdentities(Path.of(args[4]))
            .withAgent(false);
    Tendhost tendhost =
        Outcome.of(
            Tendhost.builder()
                .stateDirectory(Path.of(args[0]))
                .executors(SshExecutor.provider(options))
                .start());
    HostConfig config =
        HostConfig.of(args[1])
            .withAddress(args[2], Integer.parseInt(args[3]))
            .withUser("root")
            .withPolicy(HostPolicy.defaults().withReads(RetryPolicy.none()));
    Outcome.of(tendhost.fleet().register(config));
    new Controller(tendhost.fleet(), config.name()).untilUpdated();
    Outcome.of(tendhost.close());
  }

  private void untilUpdated() {
    while (true) {
      HostStatus status = Outcome.of(fleet.status(host));
      if (status.running() != null) {
        LockSupport.parkNanos(LOOK_AGAIN);
      } else if (status.failed() != null) {
        System.out.println("FAILED " + status.failed().error().kind());
        Outcome.of(fleet.retry(host));
      } else if (status.lastUpdated() != null) {
        return;
      } else {
        Outcome.of(fleet.update(host, UpdateRequest.apply()).transform(Future::succeededFuture));
      }
    }
  }
}
