package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.CommandResult;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The errors of jobs on one host. */
final class JobFailures {
  private static final String REFUSED = "refused";

  /** What {@link DetachedJobs#start} promises to mean that nothing was run. */
  private static final Set<FailureKind> NOTHING_RUN =
      Set.of(
          FailureKind.INVALID_CONFIGURATION,
          FailureKind.NO_SPACE,
          FailureKind.COMMAND_FAILED,
          FailureKind.UNSUPPORTED);

  /** The job's claim is taken, so that no earlier attempt has run it or ever will. */
  private static final Set<String> FOR_GOOD = Set.of("not-launched", "given-up");

  private final HostName host;

  JobFailures(HostName host) {
    this.host = host;
  }

  /** Whether the host was reached and said no: asking again does not help. */
  static boolean isRefusal(FleetError error) {
    return error.details().containsKey(REFUSED);
  }

  /** Whether {@link DetachedJobs#start}, if it fails so, ran nothing and never will. */
  static boolean ranNothing(FleetError error) {
    return NOTHING_RUN.contains(error.kind());
  }

  /** Whether it means that an attempt ran nothing, and tells nothing of an attempt before. */
  static boolean provesOnlyOneAttempt(FleetError error) {
    return ranNothing(error) && !FOR_GOOD.contains(error.details().getOrDefault(REFUSED, ""));
  }

  /** The same failure, typed, and said of this host. */
  TendhostException of(Throwable thrown) {
    return new TendhostException(TendhostException.errorOf(thrown, host), thrown);
  }

  TendhostException refused(String reason) {
    String[] words = reason.split(" ", 2);
    String where = words.length > 1 ? words[1] : "";
    FailureKind kind =
        switch (words[0]) {
          case "cannot-write", "cannot-seal" ->
              where.contains("No space left") || where.contains("quota exceeded")
                  ? FailureKind.NO_SPACE
                  : FailureKind.COMMAND_FAILED;
          case "no-proc", "no-setsid" -> FailureKind.UNSUPPORTED;
          case "not-launched", "given-up" -> FailureKind.COMMAND_FAILED;
          default -> FailureKind.INVALID_CONFIGURATION;
        };
    return error(kind, sentence(words[0], where), Map.of(REFUSED, reason));
  }

  private static String sentence(String reason, String where) {
    return switch (reason) {
      case "symlink" ->
          where + " is a symbolic link, so others may choose where jobs are kept; remove it";
      case "writable" ->
          "others can write " + where + " and so choose what is run; chmod go-w " + where;
      case "owner" ->
          where
              + " belongs to somebody else; chown it to the user that jobs run as, or choose"
              + " another directory";
      case "not-a-directory" -> where + " is not a directory; remove it or choose another one";
      case "not-a-file" -> where + " is not an ordinary file; it was not read";
      case "cannot-write" -> "nothing was run, because this could not be written: " + where;
      case "another-command" ->
          "nothing was run: a job of this id with another command is there already; use another id";
      case "not-launched" ->
          "nothing was run and nothing will be: the job could not be launched; see whether the host"
              + " is overloaded, then use another id";
      case "given-up" ->
          "nothing was run and nothing will be: the job was given up, as somebody was told that it is"
              + " not there or was not started; use another id";
      case "cannot-seal" ->
          "the job was not started, but may still be, as it could not be given up for good: "
              + where;
      case "no-proc" -> "nothing was run: the host has no /proc, which jobs are watched by";
      case "no-setsid" -> "nothing was run: the host has no program setsid; install util-linux";
      default -> "refused: " + reason + " " + where;
    };
  }

  TendhostException unparsable(CommandResult result) {
    return error(
        FailureKind.UNPARSABLE_OUTPUT,
        "a reply about a job was not complete ("
            + result.ending()
            + "); see whether sh, ls, od, tr and stat work on the host",
        Map.of("stderr", result.stderr()));
  }

  TendhostException undecided(String reply) {
    return error(
        FailureKind.TIMEOUT,
        "the job was not started in time, but may still be, as it could not be given up for good: "
            + reply,
        Map.of());
  }

  TendhostException leftOpen(String id, FleetError open, FleetError refusal) {
    return error(
        FailureKind.CONNECTION_LOST,
        "whether job "
            + id
            + " was started is not known: an attempt was not answered ("
            + open.message()
            + "), and the next one was refused ("
            + refusal.message()
            + "); follow it to find out",
        refusal.details());
  }

  TendhostException silent(Duration waited) {
    return error(
        FailureKind.TIMEOUT,
        "the executor did not answer within " + waited.toSeconds() + " s",
        Map.of());
  }

  TendhostException notReached(String what, Duration patience, FleetError last) {
    return error(
        last.kind(),
        "could not " + what + " within " + patience.toSeconds() + " s: " + last.message(),
        last.details());
  }

  TendhostException deadline(String id, Duration deadline) {
    return error(
        FailureKind.TIMEOUT,
        "job "
            + id
            + " was not over within "
            + deadline.toSeconds()
            + " s; it goes on, follow it again to watch on",
        Map.of("job", id));
  }

  TendhostException stopped(String id) {
    return error(
        FailureKind.CONNECTION_LOST,
        "watching job " + id + " was stopped; it goes on, follow it again to watch on",
        Map.of("job", id));
  }

  TendhostException tooLong(String file, long size, int limit) {
    return error(
        FailureKind.COMMAND_FAILED,
        file + " has " + size + " bytes, more than the " + limit + " that may be read",
        Map.of("size", Long.toString(size)));
  }

  private TendhostException error(FailureKind kind, String message, Map<String, String> details) {
    return new TendhostException(new FleetError(kind, host, message, null, details));
  }
}
