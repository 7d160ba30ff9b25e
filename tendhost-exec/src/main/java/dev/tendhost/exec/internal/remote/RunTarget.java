package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.ssh.BecomeRoot;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Where commands run.
 *
 * @param session an open connection, logged in, with room for one more channel; it is not closed
 * @param host what errors and secrets call it
 * @param user who is logged in
 * @param becomeRoot how commands become root
 * @param secrets whom to ask for sudo's password
 * @param threads what serves them
 */
public record RunTarget(
    ClientSession session,
    ManagedHost host,
    String user,
    BecomeRoot becomeRoot,
    SecretSource secrets,
    SshThreads threads) {

  /** A connection that knows why it ended. */
  public interface Ending {
    /** In words for people. */
    String reason();
  }

  /** Why the connection ended; null if it has not, or does not know. */
  @Nullable String whyLost() {
    return !session.isOpen() && session instanceof Ending ended ? ended.reason() : null;
  }

  /**
   * Whether the server tells an end by a signal from an exit status. Others, which start commands
   * by another runtime's means, tell it as a shell does, by a number above 128.
   */
  boolean tellsSignals() {
    String server = String.valueOf(session.getServerVersion());
    return server.contains("OpenSSH") || server.contains("dropbear");
  }
}
