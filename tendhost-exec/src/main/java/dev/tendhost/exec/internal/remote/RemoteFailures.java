package dev.tendhost.exec.internal.remote;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Secret;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.internal.SudoRefusal;
import dev.tendhost.exec.internal.Words;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The errors of one command on an open connection: each says what happened and what to do. */
final class RemoteFailures {
  private static final Pattern NO_LOGINS =
      Pattern.compile(
          "(?i)system is (?:going down|booting up)|unprivileged users are not permitted"
              + "|logins? (?:are|is) (?:currently )?(?:disabled|not allowed)|pam_nologin");

  private final Failures failures;
  private final String user;

  RemoteFailures(Failures failures, String user) {
    this.failures = failures;
    this.user = user;
  }

  /** What kept an attempt from starting the command, by the last that our script said. */
  TendhostException notStarted(RunAttempt over, String program) {
    return switch (over.said()) {
      case Frame.REJECTED -> rejected();
      case Frame.MISSING -> failures.programMissing(program);
      case Frame.NOT_EXECUTABLE -> failures.programNotExecutable(program);
      case Frame.NO_SUDO -> noSudo();
      case Frame.NOT_ROOT -> notRoot();
      case Frame.ASKING, Frame.READY -> sudoDidNotRun(over);
      case Frame.ONE_STREAM -> oneStream();
      case Frame.ELSEWHERE -> outputElsewhere();
      default -> over.heardOnStderr() ? outputElsewhere() : notRun(over.noise());
    };
  }

  private TendhostException sudoDidNotRun(RunAttempt over) {
    Optional<String> refusal = SudoRefusal.of(1, over.noise());
    if (over.prompts() > 1 || (refusal.isEmpty() && over.prompts() == 1)) {
      return wrongPassword();
    }
    return refusal.map(failures::sudoRefused).orElseGet(() -> sudoFailed(over.noise()));
  }

  private TendhostException rejected() {
    return failures.of(
        FailureKind.COMMAND_FAILED,
        "the server refused to run a command, nothing was run; it may serve files alone, or have"
            + " no room for one more process",
        Map.of());
  }

  private TendhostException oneStream() {
    return failures.of(
        FailureKind.COMMAND_FAILED,
        "the login shell of user "
            + user
            + " makes one stream of standard output and standard error, nothing was run; take"
            + " \"exec 2>&1\" or the like out of its start-up files, at least for shells without"
            + " a terminal",
        Map.of("user", user));
  }

  /** It has run, or runs. */
  TendhostException outputElsewhere() {
    return failures.of(
        FailureKind.COMMAND_FAILED,
        "was started, but what it says does not arrive as it said it: the login shell of user "
            + user
            + " sends standard output or standard error elsewhere; take \"exec >…\" or the like out"
            + " of its start-up files, at least for shells without a terminal",
        Map.of("user", user));
  }

  /** The login shell ended before our script said anything. */
  TendhostException notRun(String said) {
    if (NO_LOGINS.matcher(said).find()) {
      return failures.of(
          FailureKind.LOGINS_REFUSED,
          "the host lets nobody in at the moment, nothing was run: " + said + "; try again later",
          Map.of("said", said));
    }
    return failures.of(
        FailureKind.COMMAND_FAILED,
        "the login shell of user "
            + user
            + " did not run the command: "
            + (said.isEmpty() ? "it said nothing" : Words.quoted(said))
            + "; look into that user's shell and its start-up files",
        Map.of("said", said));
  }

  TendhostException notOpened(Throwable why) {
    return failures.of(
        FailureKind.UNREACHABLE,
        "the server gave no channel to the command, nothing was run: "
            + why.getMessage()
            + "; allow more of them (MaxSessions in sshd_config) or run fewer commands at once",
        Map.of(),
        why);
  }

  TendhostException lost(@Nullable String why, String stderr) {
    return failures.of(
        FailureKind.CONNECTION_LOST,
        "the connection was lost"
            + (why == null ? "" : " (" + why + ")")
            + "; whether and how the command ended is not known",
        Failures.output(stderr));
  }

  TendhostException lostBefore(@Nullable String why) {
    return failures.of(
        FailureKind.CONNECTION_LOST,
        "the connection was lost"
            + (why == null ? "" : " (" + why + ")")
            + " before the command told of its start; it is not known whether it ran",
        Map.of());
  }

  /** Our script never got so far, and will not now that nobody reads what it says. */
  TendhostException timedOutBefore(String said) {
    return failures.of(
        FailureKind.TIMEOUT,
        "did not start in time, nothing was run: the login shell of user "
            + user
            + " was still busy"
            + (said.isEmpty() ? "" : " (" + said + ")")
            + "; look into its start-up files, or allow more time",
        Map.of("said", said));
  }

  /** Whether sudo ran the command could not be found out afterwards. */
  TendhostException notRoot() {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and user "
            + user
            + " is not root, nothing was run; log in as root or allow sudo for this host",
        Map.of());
  }

  TendhostException noSudo() {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and the host has no sudo, nothing was run; install it or log in as root",
        Map.of());
  }

  TendhostException noPassword() {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and sudo wants a password, nothing was run; provide the secret "
            + Secret.SUDO_PASSWORD
            + " for this host, or a NOPASSWD rule for user "
            + user
            + " in sudoers",
        Map.of("user", user));
  }

  TendhostException unusablePassword() {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and the secret "
            + Secret.SUDO_PASSWORD
            + " holds a line break, nothing was run; a password is one line",
        Map.of());
  }

  TendhostException noSecretSource(Throwable why) {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and the secret "
            + Secret.SUDO_PASSWORD
            + " could not be looked up, nothing was run: "
            + why.getClass().getName()
            + "; look into the secret source",
        Map.of(),
        why);
  }

  /** The secret source had not answered, and sudo asks no longer. */
  TendhostException passwordTooLate() {
    return failures.of(
        FailureKind.TIMEOUT,
        "did not start in time, nothing was run: sudo wants a password, and the secret source had"
            + " not told "
            + Secret.SUDO_PASSWORD
            + "; look into the secret source, or allow more time",
        Map.of());
  }

  TendhostException noAnswer(Duration bound) {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and the secret source did not tell "
            + Secret.SUDO_PASSWORD
            + " within "
            + Words.of(bound)
            + ", nothing was run; look into the secret source",
        Map.of());
  }

  TendhostException wrongPassword() {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and sudo did not accept the password, nothing was run; correct the secret "
            + Secret.SUDO_PASSWORD
            + " for this host",
        Map.of("user", user));
  }

  /** sudo ended without a word that we know. */
  TendhostException sudoFailed(String said) {
    return failures.of(
        FailureKind.PRIVILEGE,
        "needs root and sudo did not run the command: "
            + (said.isEmpty() ? "it said nothing" : Words.quoted(said))
            + "; with a password, sudoers must let user "
            + user
            + " run sh",
        Map.of("stderr", said));
  }
}
