package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
import dev.tendhost.exec.internal.SudoQuestion;
import dev.tendhost.exec.ssh.BecomeRoot;
import org.jspecify.annotations.Nullable;

/**
 * What one channel sends.
 *
 * @param marker what our script's words begin with
 * @param line for the login shell
 * @param script what a {@link Guard} waits for; null if the line says it all
 * @param stdin the command's own input; null for none
 * @param password sudo's password, which is wiped when it was sent or will not be; null if sudo is
 *     not asked
 */
record Plan(
    Marker marker,
    String line,
    @Nullable String script,
    @Nullable String stdin,
    @Nullable SudoPassword password) {

  /**
   * Linux takes 128 KiB as one argument of the login shell, and some shells are slow long before.
   */
  private static final int LONGEST_LINE = 32 << 10;

  /** Without a password. */
  static Plan of(Command command, BecomeRoot become) {
    Marker marker = Marker.random();
    return of(marker, new Script(command, marker).text(become), command.stdin());
  }

  /** Runs nothing: asks sudo whether it refused the command. */
  static Plan ask(Command command, SudoQuestion question) {
    Marker marker = Marker.random();
    return of(marker, new Script(command, marker).ask(question), null);
  }

  private static Plan of(Marker marker, String script, @Nullable String stdin) {
    String line = ShellText.loginLine(script);
    return line.length() <= LONGEST_LINE
        ? new Plan(marker, line, null, stdin, null)
        : new Plan(marker, Guard.loginLine(marker), script, stdin, null);
  }

  /** With a password for sudo. */
  static Plan withPassword(Command command, SudoPassword password) {
    Marker marker = Marker.random();
    Script script = new Script(command, marker);
    String line = ShellText.loginLine(script.askSudo());
    return new Plan(marker, line, script.behindSudo(), command.stdin(), password);
  }
}
