package dev.tendhost.pkg.internal.dnf;

import static dev.tendhost.api.FailureKind.BROKEN_DEPENDENCIES;
import static dev.tendhost.api.FailureKind.COMMAND_FAILED;
import static dev.tendhost.api.FailureKind.NO_SPACE;
import static dev.tendhost.api.FailureKind.PACKAGES_LOCKED;
import static dev.tendhost.api.FailureKind.PACKAGE_MANAGER_MISSING;
import static dev.tendhost.api.FailureKind.PRIVILEGE;
import static dev.tendhost.api.FailureKind.REPOSITORY_UNAVAILABLE;
import static dev.tendhost.api.FailureKind.REPOSITORY_UNTRUSTED;
import static dev.tendhost.api.FailureKind.TIMEOUT;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ToolFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies what yum, dnf and dnf5 write under the C locale; the exit code is 1 for nearly all.
 */
enum DnfFailure implements ToolFailure {
  // The first that matches decides.
  LOCKED(
      PACKAGES_LOCKED,
      "another process holds the package manager's lock; try again when it is done",
      "already locked by|lock held by process|Waiting for process with pid|Waiting for a lock on"
          + "|another copy is running|currently holding the yum lock"
          + "|can't create transaction lock"),
  UNREADABLE(
      PRIVILEGE,
      "only root may read a repository's configuration; make that file readable for everybody, or"
          + " log in as root",
      "\\.repo\\b.*Permission denied|Permission denied.*\\.repo\\b"),
  NOT_ROOT(
      PRIVILEGE,
      "this needs root; let the user of this host become root",
      // dnf 4 says this to every ordinary user, and goes on.
      "superuser privileges|You need to be root"
          + "|(?m)^(?!Failed to load expired repos cache).*Permission denied"
          + "|Operation not permitted"),
  FULL(
      NO_SPACE,
      "a file system is full; free some space",
      "No space left on device|needs \\d+\\w* more space|more space needed on|Disk Requirements"
          // A download that could not be written; every other error of the transfer has its own.
          + "|Curl error \\(23\\)"),
  UNTRUSTED(
      REPOSITORY_UNTRUSTED,
      "a repository or package is not signed by a key that was imported; check the key, then import"
          + " it on the host with 'rpm --import'",
      "(?i)(?:GPG|PGP) (?:verification|signature|key)|(?<!skipped Open)(?:GPG|PGP) check"
          + "|signature verification|not signed"
          + "|(?:bad|no|missing) (?:GPG |PGP |OpenPGP )?signature|signing key|public key"
          + "|import(?:ing)? (?:GPG|PGP|OpenPGP|keys?)"),
  UNAVAILABLE(
      REPOSITORY_UNAVAILABLE,
      "a repository could not be fetched, or never was; check its address and the network, then"
          + " refresh",
      "Failed to download metadata|Cannot download|All mirrors were tried|Curl error"
          + "|Usable URL not found|no cache for|Cannot retrieve|valid baseurl|No more mirrors"
          + "|Ignoring repositories|Errors during downloading|Cannot prepare internal mirrorlist"),
  BROKEN(
      BROKEN_DEPENDENCIES,
      "dependencies leave no solution; the command's standard error says which packages disagree",
      "(?m)^ ?Problem(?: \\d+)?: |Failed to resolve the transaction|Depsolve Error"
          + "|^Error: Package: |conflicting requests|nothing provides"),
  MISSING(
      PACKAGE_MANAGER_MISSING,
      "dnf is not installed on this host",
      "(?:dnf5?|yum|rpm|repoquery): (?:command )?not found"),
  SLOW(TIMEOUT, "the package manager did not end in time", "(?!)"),
  OTHER(COMMAND_FAILED, "the command failed; its standard error says why", "");

  private static final Pattern HOLDER =
      Pattern.compile(
          "(?:locked by|process with pid|running as pid) (\\d+)"
              + "|accessing it:\\s*(\\d+)\\s+(.+)|lock held by process (\\d+ \\(.*\\))");
  private static final Pattern PROGRAM =
      Pattern.compile("The (?:other )?application (?:with PID \\d+ )?is: (.+)");

  private static final int NOT_FOUND = 127;
  private static final int LOCK_EXIT = 200;
  private static final int TIMED_OUT = 124;

  private final FailureKind kind;
  private final String advice;
  private final Pattern pattern;

  DnfFailure(FailureKind kind, String advice, String pattern) {
    this.kind = kind;
    this.advice = advice;
    this.pattern = Pattern.compile(pattern);
  }

  @Override
  public FailureKind kind() {
    return kind;
  }

  @Override
  public String advice() {
    return advice;
  }

  /** The kind of a failed command. */
  static DnfFailure of(CommandResult result) {
    int exitCode = result.exitCode() == null ? -1 : result.exitCode();
    if (exitCode == NOT_FOUND) {
      return MISSING;
    }
    if (exitCode == LOCK_EXIT) {
      return LOCKED;
    }
    DnfFailure byText =
        Stream.of(values())
            .filter(failure -> failure.pattern.matcher(result.stderr()).find())
            .findFirst()
            .orElse(OTHER);
    return exitCode == TIMED_OUT && byText != LOCKED ? SLOW : byText;
  }

  /**
   * The kind of a job's failure. That it waited for a lock is no reason unless it did not get it.
   *
   * @param exitCode of the job
   * @param output of its last run of dnf, both streams
   */
  static DnfFailure ofJob(@Nullable Integer exitCode, String output) {
    if (exitCode != null && exitCode == LOCK_EXIT) {
      return LOCKED;
    }
    return Stream.of(values())
        .filter(failure -> failure != LOCKED && failure.pattern.matcher(output).find())
        .findFirst()
        .orElse(OTHER);
  }

  /** What a refresh that ended well still did not fetch. */
  static Optional<DnfFailure> hiddenIn(CommandResult refresh) {
    return Stream.of(FULL, UNTRUSTED, UNAVAILABLE)
        .filter(failure -> failure.pattern.matcher(refresh.stderr()).find())
        .findFirst();
  }

  /** The process that holds the lock, such as {@code 47 (dnf)}. */
  static Optional<String> holder(CommandResult result) {
    return holder(result.stderr());
  }

  /** As {@link #holder(CommandResult)}, of what was written. */
  static Optional<String> holder(String output) {
    Matcher holder = HOLDER.matcher(output);
    if (!holder.find()) {
      return Optional.empty();
    }
    if (holder.group(4) != null) {
      return Optional.of(holder.group(4));
    }
    if (holder.group(2) != null) {
      return Optional.of(holder.group(2) + " (" + holder.group(3).strip() + ")");
    }
    Matcher program = PROGRAM.matcher(output);
    return Optional.of(
        program.find() ? holder.group(1) + " (" + program.group(1).strip() + ")" : holder.group(1));
  }
}
