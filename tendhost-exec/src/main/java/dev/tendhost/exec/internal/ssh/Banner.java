package dev.tendhost.exec.internal.ssh;

import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Keeps what a server says while it logs somebody in, and leaves its questions to another. */
record Banner(Handshake handshake, @Nullable UserInteraction other) implements UserInteraction {
  static void keep(HostSession session) {
    session.setUserInteraction(new Banner(session.handshake(), session.getUserInteraction()));
  }

  @Override
  public void welcome(ClientSession session, String banner, String language) {
    handshake.say(banner);
  }

  @Override
  public String[] interactive(
      ClientSession session,
      String name,
      String instruction,
      String language,
      String[] prompts,
      boolean[] echo) {
    return other == null
        ? new String[0]
        : other.interactive(session, name, instruction, language, prompts, echo);
  }

  @Override
  public @Nullable String getUpdatedPassword(
      ClientSession session, String prompt, String language) {
    return other == null ? null : other.getUpdatedPassword(session, prompt, language);
  }

  @Override
  public boolean isInteractionAllowed(ClientSession session) {
    return true;
  }

  @Override
  public @Nullable String resolveAuthPasswordAttempt(ClientSession session) throws Exception {
    return other == null ? null : other.resolveAuthPasswordAttempt(session);
  }

  @Override
  public java.security.@Nullable KeyPair resolveAuthPublicKeyIdentityAttempt(ClientSession session)
      throws Exception {
    return other == null ? null : other.resolveAuthPublicKeyIdentityAttempt(session);
  }
}
