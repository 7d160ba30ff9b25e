package dev.tendhost.pkg.internal.apt;

import static dev.tendhost.api.FailureKind.BROKEN_DEPENDENCIES;
import static dev.tendhost.api.FailureKind.COMMAND_FAILED;
import static dev.tendhost.api.FailureKind.NO_SPACE;
import static dev.tendhost.api.FailureKind.PACKAGES_LOCKED;
import static dev.tendhost.api.FailureKind.PACKAGE_MANAGER_MISSING;
import static dev.tendhost.api.FailureKind.PRIVILEGE;
import static dev.tendhost.api.FailureKind.REPOSITORY_UNAVAILABLE;
import static dev.tendhost.api.FailureKind.REPOSITORY_UNTRUSTED;
import static dev.tendhost.api.FailureKind.TRANSACTION_INTERRUPTED;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ToolFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Classifies what apt's tools write to standard error under the C locale; the exit code is 100. */
enum AptFailure implements ToolFailure {
  // The first that matches decides: a lock, say, also brings "Unable to lock directory".
  LOCKED(
      PACKAGES_LOCKED,
      "another process holds apt's lock; try again when it is done",
      "Could not get lock|Unable to acquire the dpkg frontend lock .*another process"
          + "|(?:is|was) locked by another process"),
  INTERRUPTED(
      TRANSACTION_INTERRUPTED,
      "an earlier run of dpkg was interrupted; repair it with 'dpkg --configure -a'",
      "dpkg was interrupted"),
  NOT_ROOT(
      PRIVILEGE,
      "this needs root; let the user of this host become root",
      // A firewall or a sandbox may say the same of a fetch.
      "(?m)^(?!.*Failed to fetch).*(?:Permission denied|are you root\\?|Operation not permitted)"),
  FULL(NO_SPACE, "a file system is full; free some space", "No space left|enough free space"),
  UNTRUSTED(
      REPOSITORY_UNTRUSTED,
      "a repository is not signed by a trusted key or changed its identity; check it and its key",
      "NO_PUBKEY|EXPKEYSIG|KEYEXPIRED|REVKEYSIG|BADSIG|GPG error|is not signed|no longer signed"
          + "|changed its '\\w+' value|signatures? (?:was|were) invalid|couldn't be verified"
          + "|isn't valid, got"),
  UNAVAILABLE(
      REPOSITORY_UNAVAILABLE,
      "a repository could not be fetched; check its address and the network, then try again",
      "Failed to fetch|index files failed to download|Unable to fetch some archives"
          + "|ha(?:ve|s) a Release file|Release file for .* (?:is expired|is not valid)"
          + "|Could not (?:resolve|connect)"),
  BROKEN(
      BROKEN_DEPENDENCIES,
      "dependencies are broken or leave no solution; see 'apt-get check' and 'apt-mark showhold'",
      "held broken packages|[Uu]nmet dependencies|broken packages|generated breaks"
          + "|Unable to correct (?:problems|dependencies)"),
  MISSING(
      PACKAGE_MANAGER_MISSING,
      "apt is not installed on this host",
      "(?:apt-get|apt|apt-mark|apt-cache|xargs): (?:command )?not found"),
  OTHER(COMMAND_FAILED, "the command failed; its standard error says why", "");

  /** Who holds a lock, as apt tells it. */
  private static final Pattern HOLDER =
      Pattern.compile("It is held by process (\\d+) \\(([^)]*)\\)|another process with pid (\\d+)");

  private static final int NOT_FOUND = 127;

  private final FailureKind kind;
  private final String advice;
  private final Pattern pattern;

  AptFailure(FailureKind kind, String advice, String pattern) {
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

  /** The kind of a failed command. Its errors decide; its warnings only if there is no error. */
  static AptFailure of(CommandResult result) {
    Integer exitCode = result.exitCode();
    if (exitCode != null && exitCode == NOT_FOUND) {
      return MISSING;
    }
    return ofOutput(result.stderr());
  }

  /** The kind of a failure by what was written. */
  static AptFailure ofOutput(String output) {
    String errors =
        output.lines().filter(line -> line.startsWith("E:")).collect(Collectors.joining("\n"));
    return of(errors.isEmpty() ? output : errors);
  }

  /** What an update that ended well still did not fetch: old versions of apt only warn. */
  static Optional<AptFailure> hiddenIn(CommandResult update) {
    return Stream.of(FULL, UNTRUSTED, UNAVAILABLE)
        .filter(failure -> failure.pattern.matcher(update.stderr()).find())
        .findFirst();
  }

  private static AptFailure of(String text) {
    for (AptFailure failure : values()) {
      if (failure.pattern.matcher(text).find()) {
        return failure;
      }
    }
    return OTHER;
  }

  /** The process that holds the lock, such as {@code 59 (perl)}. */
  static Optional<String> holder(String stderr) {
    Matcher matcher = HOLDER.matcher(stderr);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(
        matcher.group(3) != null
            ? matcher.group(3)
            : matcher.group(1) + " (" + matcher.group(2) + ")");
  }
}
