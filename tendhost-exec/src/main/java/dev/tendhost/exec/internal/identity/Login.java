package dev.tendhost.exec.internal.identity;

import org.apache.sshd.client.session.ClientSession;

/** What one connection may prove its user's identity with. Safe for any thread. */
public interface Login extends AutoCloseable {
  /** Gives a session its ways to log in, before its authentication begins. Does not block. */
  void applyTo(ClientSession session);

  /**
   * What was tried and why it may have failed, in words for people: which keys were offered, which
   * files were not there; no secret.
   */
  String tried();

  /** Wipes passwords and lets go of the agent; the session is logged in, or never will be. */
  @Override
  void close();
}
