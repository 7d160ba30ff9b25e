package dev.tendhost.core.port;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended: by itself with an exit code, or by a signal. An executor that is told only
 * an exit status takes 129 to 159 for the signals 1 to 31, as shells do.
 *
 * @param exitCode 0 to 255; null if a signal ended it
 * @param signal the signal's name without SIG, such as {@code KILL}; null if it ended by itself
 * @param stdout the start of standard output; bytes that are not UTF-8 are replaced by U+FFFD
 * @param stderr the start of standard error, likewise
 * @param stdoutTruncated whether the command wrote more to standard output than is kept here
 * @param stderrTruncated whether the command wrote more to standard error than is kept here
 * @param duration how long it ran
 */
public record CommandResult(
    @Nullable Integer exitCode,
    @Nullable String signal,
    String stdout,
    String stderr,
    boolean stdoutTruncated,
    boolean stderrTruncated,
    Duration duration) {

  /** Exactly one of exit code and signal is there. */
  public CommandResult {
    if ((exitCode == null) == (signal == null)) {
      throw new IllegalArgumentException("a command ends by exit code or by signal");
    }
  }

  /**
   * Whether it ended by itself with exit code 0.
   *
   * @return true if it did
   */
  public boolean ok() {
    return exitCode != null && exitCode == 0;
  }

  /**
   * How it ended, for people.
   *
   * @return such as {@code exit code 100} or {@code signal KILL}
   */
  public String ending() {
    return exitCode != null ? "exit code " + exitCode : "signal " + signal;
  }
}
