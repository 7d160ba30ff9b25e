package dev.tendhost.exec.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.RemoteExecutor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors of one command on one host: each says what happened and what to do. */
public final class Failures {
  /** As much of standard error as an error carries, from its end. */
  private static final int STDERR_CHARS = 2_000;

  private final HostName host;
  private final Command command;

  public Failures(HostName host, Command command) {
    this.host = host;
    this.command = command;
  }

  public TendhostException of(FailureKind kind, String message, Map<String, String> details) {
    return of(kind, message, details, null);
  }

  public TendhostException of(
      FailureKind kind, String message, Map<String, String> details, @Nullable Throwable cause) {
    return new TendhostException(
        new FleetError(kind, host, message, command.display(), details), cause);
  }

  public TendhostException of(Fault fault) {
    return of(fault.kind(), fault.message(), fault.details(), fault);
  }

  public TendhostException closed() {
    return of(
        FailureKind.UNREACHABLE,
        "the executor is closed, nothing was run; use a new executor",
        Map.of(RemoteExecutor.CLOSED, "true"));
  }

  public TendhostException closedWhileWaiting() {
    return of(
        FailureKind.CONNECTION_LOST,
        "the executor was closed before the command's turn came, nothing was run",
        Map.of(RemoteExecutor.CLOSED, "true"));
  }

  public TendhostException closedWhileRunning(@Nullable String stderr, boolean ended) {
    Map<String, String> details = output(stderr);
    details.put(RemoteExecutor.CLOSED, "true");
    return of(
        FailureKind.CONNECTION_LOST,
        "the executor was closed while the command ran; " + fate(ended),
        details);
  }

  public TendhostException timedOutWaiting() {
    return of(
        FailureKind.TIMEOUT,
        "did not start within "
            + Words.of(command.timeout())
            + " because too many commands run on this machine, nothing was run;"
            + " try again or allow more time",
        Map.of());
  }

  public TendhostException timedOut(@Nullable String stderr, boolean ended) {
    return of(
        FailureKind.TIMEOUT,
        "did not end within " + Words.of(command.timeout()) + "; " + fate(ended),
        output(stderr));
  }

  public TendhostException programMissing(String program) {
    return of(
        FailureKind.COMMAND_FAILED,
        "could not be run: there is no program " + program + "; install it or correct PATH",
        Map.of("program", program));
  }

  public TendhostException programNotExecutable(String program) {
    return of(
        FailureKind.COMMAND_FAILED,
        "could not be run: "
            + program
            + " is not a file this user may execute; check its permissions",
        Map.of("program", program));
  }

  public TendhostException notStarted(String reason, @Nullable Throwable cause) {
    return of(
        FailureKind.COMMAND_FAILED, "could not be run: " + reason, Map.of("reason", reason), cause);
  }

  public TendhostException noSudo(String sudo) {
    return of(
        FailureKind.PRIVILEGE,
        "needs root and there is no program "
            + sudo
            + ", nothing was run; install sudo or run this program as root",
        Map.of());
  }

  public TendhostException sudoRefused(String said) {
    return of(
        FailureKind.PRIVILEGE,
        "needs root and sudo refused, nothing was run: " + Words.quoted(said) + "; " + fixFor(said),
        Map.of("stderr", said));
  }

  /** What was said may have been sudo's refusal or the command's own words. */
  public TendhostException sudoOrCommand(String said) {
    return of(
        FailureKind.PRIVILEGE,
        "needs root, and it is not known whether sudo refused or the command itself said: "
            + Words.quoted(said)
            + "; it was not run again. Give this user a NOPASSWD rule for it in sudoers,"
            + " update sudo, or be root",
        Map.of("stderr", said));
  }

  public TendhostException unexpected(Throwable thrown) {
    return of(
        FailureKind.INTERNAL,
        "unexpected " + thrown + " while the command was run; it was ended",
        Map.of("exception", thrown.getClass().getName()),
        thrown);
  }

  private static String fixFor(String said) {
    if (said.contains("tty")) {
      return "put \"Defaults !requiretty\" for this user into sudoers";
    }
    if (said.contains("setuid") || said.contains("effective uid")) {
      return "restore sudo's owner root and mode 4755, and its file system's suid option";
    }
    if (said.contains("no new privileges")) {
      return "remove NoNewPrivileges= from the service (over SSH that of sshd), or be root";
    }
    return "give this user a NOPASSWD rule in sudoers for the command, or run as root";
  }

  private String fate(boolean ended) {
    if (ended) {
      return "it was ended, except what it put into a session of its own";
    }
    return command.asRoot()
        ? "it could NOT be ended and may still run: sudo does not let this user signal it;"
            + " end it by hand, and allow sh in sudoers"
        : "it could NOT be ended and may still run; look for it on the host";
  }

  /** The end of what the command said on standard error, for an error. */
  public static Map<String, String> output(@Nullable String stderr) {
    Map<String, String> details = new HashMap<>();
    if (stderr != null && !stderr.isBlank()) {
      details.put("stderr", stderr.substring(Math.max(0, stderr.length() - STDERR_CHARS)));
    }
    return details;
  }
}
