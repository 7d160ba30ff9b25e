package dev.tendhost.exec.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of Linux signals 1 to 31 (signal(7), the numbers of x86, ARM and most others). */
public final class Signals {
  /** What a shell, like the JDK, adds to a signal's number to make an exit status of it. */
  private static final int OFFSET = 128;

  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private Signals() {}

  /** The signal an exit status stands for, or null if it is an exit code. */
  public static @Nullable String ofStatus(int status) {
    int number = status - OFFSET;
    return number >= 1 && number <= NAMES.size() ? NAMES.get(number - 1) : null;
  }
}
