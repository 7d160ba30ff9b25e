package dev.tendhost.exec.internal.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How this JVM becomes root: it is already, or by {@code sudo -n}. sudo speaks English here: it is
 * run in the locale C.UTF-8, so that its refusals can be told from a command's own failure.
 */
public final class Privilege {
  /** Every way sudo refuses before it runs anything, by its sources; sudo then exits with 1. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?m)^(?:sudo: .*(?:password is required|terminal is required|no tty present"
              + "|must have a tty|no askpass|setuid bit set|effective uid is not 0"
              + "|no new privileges|no valid sudoers sources|is owned by uid|is world writable"
              + "|syntax error|parse error|unable to initialize PAM|account validation failure"
              + "|PAM account management error|account or password is expired"
              + "|unknown user|you do not exist).*"
              + "|\\S+ is not in the sudoers file.*"
              + "|\\S+ is not allowed to run sudo on .*"
              + "|Sorry, user .* (?:is not allowed to execute|may not run sudo) .*)$");

  private static final Pattern NOT_FOUND = Pattern.compile("(?m)^sudo: (.*): command not found$");

  private final String sudo;
  private final boolean root;

  /** With another program for sudo and another answer to "are we root?", for tests. */
  public Privilege(String sudo, boolean root) {
    this.sudo = sudo;
    this.root = root;
  }

  /** The way of this JVM. */
  public static Privilege ofThisProcess() {
    return Own.PRIVILEGE;
  }

  boolean root() {
    return root;
  }

  String sudo() {
    return sudo;
  }

  boolean sudoMissing() {
    return Programs.look(sudo, System.getenv("PATH")) != Programs.Found.YES;
  }

  /**
   * The words that run others as root. sudo drops the environment, so variables go to env(1) behind
   * it; without any, sudo runs the program itself, which short sudoers rules can name.
   */
  List<String> asRoot(List<String> words, Map<String, String> environment) {
    List<String> all = new ArrayList<>(List.of(sudo, "-n", "--"));
    if (!environment.isEmpty()) {
      all.add("env");
      environment.forEach((name, value) -> all.add(name + "=" + value));
    }
    all.addAll(words);
    return all;
  }

  /** The environment sudo itself is run in: its messages in English. */
  static void speakEnglish(Map<String, String> environment) {
    environment.remove("LANGUAGE");
    environment.put("LC_ALL", "C.UTF-8");
  }

  /** What sudo said, if it ran nothing. */
  static Optional<String> refusal(int status, String stderr) {
    Matcher refused = REFUSAL.matcher(stderr);
    return status == 1 && refused.find() ? Optional.of(refused.group().strip()) : Optional.empty();
  }

  /** The program sudo did not find, if that is why it ran nothing. */
  static Optional<String> notFound(int status, String stderr) {
    Matcher missing = NOT_FOUND.matcher(stderr);
    return status == 1 && missing.find() ? Optional.of(missing.group(1)) : Optional.empty();
  }

  /** Looked up once, and only by who asks. */
  private static final class Own {
    static final Privilege PRIVILEGE = new Privilege("sudo", effectiveUserIsRoot());

    private static boolean effectiveUserIsRoot() {
      try {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
      } catch (IOException | UnsupportedOperationException e) {
        return "root".equals(System.getProperty("user.name"));
      }
    }
  }
}
