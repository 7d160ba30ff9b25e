package dev.tendhost.exec.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The question to sudo whether it refused a command in some words, or the command ran and they were
 * its own.
 *
 * <p>It never runs the command: its working directory is one that does not exist, which sudo looks
 * at when it knows whether it wants a password. A sudo before 1.9.3 has no such option, and others
 * may not allow it at once; what it lists then has to do.
 *
 * @param refusal what was said
 */
public record SudoQuestion(String refusal) {
  /** The answer: sudo refuses the command in those words, and so did not run it. */
  public static final char REFUSES = 'f';

  /** The answer: sudo runs the command, so the words were its own. */
  public static final char RUNS = 'o';

  /** The answer: this sudo does not tell. */
  public static final char UNSURE = 'w';

  /** Longer than sudo takes to refuse, and shorter than it remembers a password. */
  private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(1);

  /** sudo may quote a command as long as the kernel takes it. */
  private static final int SOUGHT_CHARS = 1_000;

  private static final String QUIET = " >/dev/null 2>&1 </dev/null||{ ";

  /** What is to be asked after {@code sudo -n} has ended; nothing if the command ran for sure. */
  public static Optional<SudoQuestion> after(int status, String stderr, Duration took) {
    return took.compareTo(LONGEST_REFUSAL) < 0
        ? SudoRefusal.of(status, stderr)
            .filter(said -> said.indexOf('\0') < 0)
            .map(SudoQuestion::new)
        : Optional.empty();
  }

  /** Whether it was no more than the wish for a password. */
  public boolean wantsPassword() {
    return SudoRefusal.wantsPassword(refusal);
  }

  /** The words by which a refusal is known again, for {@link #script}. */
  public String sought() {
    return refusal.substring(0, Math.min(refusal.length(), SOUGHT_CHARS));
  }

  /**
   * A POSIX shell's text that asks, in a locale in which sudo speaks English. It expects {@link
   * #sought} in {@code tendhost_sought}, sudo's file in {@code tendhost_sudo}, what sudo runs as
   * the arguments, and a function {@code tendhost_say} that takes the answer.
   */
  public String script() {
    StringBuilder text = new StringBuilder("tendhost_o=$(\"$tendhost_sudo\" -n -D /");
    text.append(UUID.randomUUID()).append(" -- \"$@\" 2>&1 </dev/null);");
    text.append("case $tendhost_o in *\"$tendhost_sought\"*)").append(say(REFUSES)).append(";;");
    if (wantsPassword()) {
      text.append("*\"the -D option\"*|*\"change directory\"*)").append(say(RUNS)).append(";;");
    }
    text.append("esac;\"$tendhost_sudo\" -n -l -- \"$@\"").append(QUIET);
    text.append(say(REFUSES)).append("; };");
    if (wantsPassword()) {
      text.append("\"$tendhost_sudo\" -n -v").append(QUIET).append(say(UNSURE)).append("; };");
    }
    return text.append(say(RUNS)).toString();
  }

  private static String say(char answer) {
    return "tendhost_say " + answer + ";exit";
  }
}
