package dev.tendhost.exec.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sudo says when it runs nothing. It must be run in {@link #speakEnglish English}, so that its
 * refusals can be told from a command's own failure.
 */
public final class SudoRefusal {
  /** The locale in which sudo is run. */
  public static final String LOCALE = "C.UTF-8";

  /** Every way sudo refuses before it runs anything, by its sources; sudo then exits with 1. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?m)^(?:sudo: .*(?:password is required|authentication is required"
              + "|terminal is required|no tty present"
              + "|must have a tty|no askpass|setuid bit set|effective uid is not 0"
              + "|no new privileges|no valid sudoers sources|is owned by uid|is world writable"
              + "|syntax error|parse error|unable to initialize PAM|account validation failure"
              + "|PAM account management error|account or password is expired"
              + "|unknown user|you do not exist).*"
              + "|\\S+ is not in the sudoers file.*"
              + "|\\S+ is not allowed to run sudo on .*"
              + "|Sorry, user .* (?:is not allowed to execute|may not run sudo) .*)$");

  private static final Pattern WANTS_PASSWORD =
      Pattern.compile("^sudo: .*(?:password is required|authentication is required).*$");

  private SudoRefusal() {}

  /** Makes an environment in which sudo speaks English. */
  public static void speakEnglish(Map<String, String> environment) {
    environment.remove("LANGUAGE");
    environment.put("LC_ALL", LOCALE);
  }

  /** What sudo said, if it ran nothing. */
  public static Optional<String> of(int status, String stderr) {
    Matcher refused = REFUSAL.matcher(stderr);
    return status == 1 && refused.find() ? Optional.of(refused.group().strip()) : Optional.empty();
  }

  /** Whether sudo ran nothing because it did not find this program; commands may say alike. */
  public static boolean notFound(int status, String stderr, String program) {
    String missing = "sudo: " + program + ": command not found";
    return status == 1
        && stderr.lines().allMatch(line -> line.startsWith("sudo: "))
        && stderr.lines().anyMatch(missing::equals);
  }

  /** Whether a refusal is no more than the wish for a password. */
  public static boolean wantsPassword(String refusal) {
    return WANTS_PASSWORD.matcher(refusal).matches();
  }
}
