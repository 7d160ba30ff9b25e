package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.remote.RemoteRun;
import dev.tendhost.exec.internal.remote.RunTarget;
import dev.tendhost.exec.ssh.BecomeRoot;
import io.vertx.core.Future;
import java.time.Duration;
import org.apache.sshd.client.session.ClientSession;

/**
 * Runs commands by a shell of the host.
 *
 * @param becomeRoot how they become root
 * @param threads what serves them
 */
record RemoteRunner(BecomeRoot becomeRoot, SshThreads threads) implements Runner {
  @Override
  public Running start(
      ClientSession session,
      ManagedHost host,
      SecretSource secrets,
      Command command,
      Duration left) {
    RunTarget target =
        new RunTarget(session, host, session.getUsername(), becomeRoot, secrets, threads);
    return new Remote(RemoteRun.begin(target, command, left));
  }

  private record Remote(RemoteRun run) implements Running {
    @Override
    public Future<CommandResult> future() {
      return run.future();
    }

    @Override
    public void close() {
      run.close();
    }

    @Override
    public void lost(String why) {
      run.lost(why);
    }
  }
}
