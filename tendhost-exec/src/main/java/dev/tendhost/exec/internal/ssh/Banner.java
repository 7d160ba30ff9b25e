package dev.tendhost.exec.internal.ssh;

import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Keeps what a server says while it logs somebody in; its questions are for others. */
record Banner(Handshake handshake) implements UserInteraction {
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
    return new String[0];
  }

  @Override
  public @Nullable String getUpdatedPassword(
      ClientSession session, String prompt, String language) {
    return null;
  }
}
