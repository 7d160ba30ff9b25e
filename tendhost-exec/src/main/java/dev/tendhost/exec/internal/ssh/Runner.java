package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import io.vertx.core.Future;
import java.time.Duration;
import org.apache.sshd.client.session.ClientSession;

/** Runs commands on open connections. Safe for any thread. */
interface Runner {
  /**
   * Runs one command. May take a moment; called on a worker.
   *
   * @param left what is left of the command's time-out
   */
  Running start(
      ClientSession session,
      ManagedHost host,
      SecretSource secrets,
      Command command,
      Duration left);

  /** A command under way. */
  interface Running {
    /**
     * Completes exactly once, failed with a TendhostException. A cause of its failure is MINA's
     * SshChannelOpenException if the server opened no channel for it, so that nothing ran.
     */
    Future<CommandResult> future();

    /** Ends it because its executor is closed; bounded. Returns at once. */
    void close();

    /** Gives up, soon, because the session has ended. Returns at once. */
    void lost(String why);
  }
}
