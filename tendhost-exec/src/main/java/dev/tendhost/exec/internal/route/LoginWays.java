package dev.tendhost.exec.internal.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How ssh_config(5) lets us log in to a machine, within what the options allow.
 *
 * @param agent the socket of the SSH agent, or {@code $} and the variable that names it; {@link
 *     #NO_AGENT}: none is asked; null: the usual one
 * @param methods what may be used, as SSH calls the methods
 */
public record LoginWays(@Nullable String agent, List<String> methods) {
  /** In place of an agent's socket. */
  public static final String NO_AGENT = "none";

  /** What the files say nothing about. */
  public static final LoginWays USUAL =
      new LoginWays(null, List.of("publickey", "keyboard-interactive", "password"));

  /** Copies the list. */
  public LoginWays {
    methods = List.copyOf(methods);
  }

  public boolean allows(String method) {
    return methods.contains(method);
  }
}
