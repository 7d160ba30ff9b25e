package dev.tendhost.it.killed;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program of its own that updates or reboots one host once, however often it is killed and
 * started again: what runs it waits for, what failed it tries again, and it ends when that is done.
 */
final class Controller {
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

  private static final HostPolicy POLICY =
      HostPolicy.defaults()
          .withReads(RetryPolicy.none())
          .withReboot(
              RebootPolicy.defaults()
                  .withAutomatic(true)
                  .withWithin(Duration.ofSeconds(15))
                  .withSoak(Duration.ofSeconds(2)));

  /** What it is to do. */
  enum Goal {
    UPDATE,
    REBOOT
  }

  private final Fleet fleet;
  private final HostName host;

  private Controller(Fleet fleet, HostName host) {
    this.fleet = fleet;
    this.host = host;
  }

  /**
   * Arguments: the goal, the state directory, the host's name, address and port, a key, known
   * hosts.
   */
  public static void main(String[] args) {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(Path.of(args[6])))
            .withIdentities(Path.of(args[5]))
            .withAgent(false);
    Tendhost tendhost =
        Outcome.of(
            Tendhost.builder()
                .stateDirectory(Path.of(args[1]))
                .executors(SshExecutor.provider(options))
                .start());
    HostConfig config =
        HostConfig.of(args[2])
            .withAddress(args[3], Integer.parseInt(args[4]))
            .withUser("root")
            .withPolicy(POLICY);
    Outcome.of(tendhost.fleet().register(config));
    new Controller(tendhost.fleet(), config.name()).until(Goal.valueOf(args[0]));
    Outcome.of(tendhost.close());
  }

  private void until(Goal goal) {
    while (true) {
      HostStatus status = Outcome.of(fleet.status(host));
      if (status.running() != null) {
        LockSupport.parkNanos(LOOK_AGAIN);
      } else if (status.failed() != null) {
        System.out.println("FAILED " + status.failed().error().kind());
        Outcome.of(fleet.retry(host));
      } else if (goal == Goal.UPDATE ? isUpdated(status) : isRebooted()) {
        return;
      }
    }
  }

  private boolean isUpdated(HostStatus status) {
    if (status.lastUpdated() == null) {
      Outcome.of(fleet.update(host, UpdateRequest.apply()).transform(Future::succeededFuture));
    }
    return status.lastUpdated() != null;
  }

  /** A reboot that is not due any more has been done. */
  private boolean isRebooted() {
    return Outcome.of(
        fleet
            .rebootIfRequired(host, RebootRequest.ifRequired())
            .map(done -> done.rebooted() || done.verdict().verdict() != Verdict.REQUIRED)
            .otherwise(false));
  }
}
