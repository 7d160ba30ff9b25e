package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.ssh.SshLimits;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * Asks a silent server for a sign of life, and ends its connection when there was none for too
 * long. Anything that comes is a sign, so a slow link that is busy is not taken for a dead one.
 * Each runs on a worker of its own: a dead one delays no other.
 */
final class Heartbeat {
  /** What OpenSSH's own client asks; any answer will do, a refusal too. */
  private static final String REQUEST = "keepalive@openssh.com";

  private final HostSession session;
  private final SshLimits limits;
  private final AtomicBoolean busy = new AtomicBoolean();
  private int unanswered;

  private Heartbeat(HostSession session, SshLimits limits) {
    this.session = session;
    this.limits = limits;
  }

  /** Begins; ends with the session. */
  static void of(HostSession session, SshLimits limits, SshThreads threads) {
    Heartbeat heartbeat = new Heartbeat(session, limits);
    Future<?> beats = threads.every(limits.heartbeat(), heartbeat::beat);
    session.addCloseFutureListener(closed -> beats.cancel(false));
  }

  private void beat() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      if (session.silence().compareTo(limits.heartbeat()) < 0) {
        unanswered = 0;
      } else if (unanswered < limits.missedHeartbeats()) {
        unanswered++;
        ask();
      } else {
        session.end("no sign of life for " + session.silence().toSeconds() + " s");
      }
    } finally {
      busy.set(false);
    }
  }

  private void ask() {
    try {
      Buffer buffer =
          session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, REQUEST.length() + 8);
      buffer.putString(REQUEST);
      buffer.putBoolean(true);
      session.request(buffer, REQUEST, (command, answer) -> {});
    } catch (IOException | RuntimeException e) {
      session.end("the connection broke: " + e.getMessage());
    }
  }
}
