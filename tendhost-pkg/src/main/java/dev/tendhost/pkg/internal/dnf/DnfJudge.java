package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.JobState;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.pkg.internal.UpgradeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a step ended, by what it left: rpm's database before and after, and dnf's history. dnf
 * 4 exits with 0 after a script that failed, dnf5 with 1, and a killed one with neither.
 */
final class DnfJudge {
  private static final Set<Integer> DID_NOTHING =
      Set.of(JobFunctions.DRIFTED, JobFunctions.BLIND, JobFunctions.LOCKED);
  private static final int SIGNALS = 128;

  private final HostName host;
  private final JobRef job;
  private final JobVerdict verdict;
  private final DnfEvidence evidence;

  DnfJudge(HostName host, JobRef job, JobVerdict verdict, DnfEvidence evidence) {
    this.host = host;
    this.job = job;
    this.verdict = verdict;
    this.evidence = evidence;
  }

  /**
   * How the installation, or the repair, ended.
   *
   * @throws TendhostException if nothing was changed, and why
   */
  UpdateResult judge() {
    if (exited(JobFunctions.DRIFTED)) {
      throw drifted();
    }
    if (!evidence.damaged().isEmpty()) {
      return unknown();
    }
    Map<String, List<Nevra>> before = evidence.before();
    if (before == null || didNothing()) {
      throw refused();
    }
    RpmChanges done = evidence.changes(before);
    List<PackageChange> changes = done.changes();
    // What a database says after a loss of power need not be what was done to files.
    boolean surely = verdict.state() != JobState.INTERRUPTED_BY_REBOOT;
    if (changes.isEmpty() && !evidence.begun() && !verdict.ok() && surely) {
      throw refused();
    }
    List<String> what = new ArrayList<>();
    add(what, "not done: ", done.undone());
    add(what, "an older version is still there: ", done.duplicates());
    add(what, "scripts failed: ", evidence.scriptlets());
    boolean interrupted = isInterrupted() || !done.duplicates().isEmpty();
    if (what.isEmpty() && wellEnded()) {
      return result(Outcome.UPDATED, changes, null);
    }
    if (done.undone().isEmpty() && done.duplicates().isEmpty()) {
      what.add(0, "all that was planned is installed, but it did not end well");
    }
    if (interrupted) {
      what.add(
          "look at 'dnf history info' and 'dnf check'; 'dnf remove --duplicates' removes what is"
              + " left of older versions");
    }
    FailureKind kind =
        interrupted
            ? FailureKind.TRANSACTION_INTERRUPTED
            : done.undone().isEmpty() || verdict.ok()
                ? FailureKind.COMMAND_FAILED
                : failure().kind();
    return result(Outcome.FAILED, changes, error(kind, subject(), what));
  }

  private boolean didNothing() {
    return verdict.exitCode() != null && DID_NOTHING.contains(verdict.exitCode());
  }

  private boolean wellEnded() {
    boolean told = evidence.later() != null && evidence.begun();
    return !evidence.endedBadly() && (verdict.ok() || told);
  }

  private boolean isInterrupted() {
    Integer code = verdict.exitCode();
    return !wellEnded() && (code == null || code > SIGNALS);
  }

  private String subject() {
    return job.step().equals(UpgradeStep.REPAIR.word()) ? "the repair" : "the upgrade";
  }

  private static void add(List<String> what, String label, List<String> items) {
    if (!items.isEmpty()) {
      what.add(label + String.join(", ", items));
    }
  }

  private UpdateResult result(
      Outcome outcome, List<PackageChange> changes, @Nullable FleetError error) {
    return new UpdateResult(Dnf.ID, outcome, changes, evidence.conffiles(), error);
  }

  private DnfFailure failure() {
    return DnfFailure.ofJob(verdict.exitCode(), evidence.output());
  }

  /** A job whose own files a loss of power has spoilt had been begun, more is not known. */
  private UpdateResult unknown() {
    List<String> what =
        List.of(
            "its files "
                + evidence.damaged()
                + " are empty or cut, so nobody can tell what it changed",
            "look at 'dnf history info' and 'dnf check', then ask for a new plan");
    return result(
        Outcome.UNKNOWN, List.of(), error(FailureKind.TRANSACTION_INTERRUPTED, subject(), what));
  }

  /** Why a step did nothing. */
  TendhostException refused() {
    return new TendhostException(
        verdict.state() == JobState.EXITED
            ? error(failure().kind(), "nothing was changed: " + failure().advice(), List.of())
            : error(
                FailureKind.COMMAND_FAILED,
                "nothing was changed, as the step " + job.step(),
                List.of("try again")));
  }

  private TendhostException drifted() {
    String now = evidence.drift().isEmpty() ? "nothing to do" : String.join("; ", evidence.drift());
    return new TendhostException(
        job.step().equals(UpgradeStep.REPAIR.word())
            ? error(
                FailureKind.TRANSACTION_INTERRUPTED,
                "nothing was changed: to repair what an interrupted transaction left, dnf would"
                    + " also do: "
                    + now
                    + "; decide on the host with 'dnf remove --duplicates'",
                List.of())
            : error(
                FailureKind.PLAN_DRIFTED,
                "nothing was changed: between the plan and its start something else changed the"
                    + " host; dnf would do otherwise than planned: "
                    + now
                    + "; look at a new plan and approve that",
                List.of()));
  }

  private FleetError error(FailureKind kind, String subject, List<String> what) {
    Map<String, String> details = new TreeMap<>();
    details.put("job", job.jobId());
    details.put("ending", ending());
    if (kind == FailureKind.PACKAGES_LOCKED) {
      DnfFailure.holder(evidence.output()).ifPresent(holder -> details.put("holder", holder));
    }
    details.put("output", HostCommands.tail(evidence.output()));
    String message = subject + " (" + ending() + ")";
    return new FleetError(
        kind,
        host,
        what.isEmpty() ? message : message + ": " + String.join("; ", what),
        "dnf, step " + job.step(),
        details);
  }

  private boolean exited(int code) {
    return verdict.exitCode() != null && verdict.exitCode() == code;
  }

  private String ending() {
    return switch (verdict.state()) {
      case EXITED -> "ended with " + verdict.exitCode();
      case KILLED -> "was killed";
      case INTERRUPTED_BY_REBOOT -> "was ended by a reboot";
      default -> verdict.toString();
    };
  }
}
