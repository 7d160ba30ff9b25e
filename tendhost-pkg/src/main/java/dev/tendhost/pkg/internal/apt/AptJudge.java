package dev.tendhost.pkg.internal.apt;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a step ended, by what it left and not by its exit code: apt has one for every error,
 * and a killed apt has none though dpkg may have done all.
 */
final class AptJudge {
  private final HostName host;
  private final JobRef job;
  private final JobVerdict verdict;
  private final AptEvidence evidence;

  AptJudge(HostName host, JobRef job, JobVerdict verdict, AptEvidence evidence) {
    this.host = host;
    this.job = job;
    this.verdict = verdict;
    this.evidence = evidence;
  }

  /**
   * How the installation ended.
   *
   * @throws TendhostException if nothing was changed, and why
   */
  UpdateResult install() {
    if (exited(AptJobs.DRIFTED)) {
      throw drifted();
    }
    requireSight();
    // After the loss of power the words of apt and dpkg may be lost: then they prove nothing.
    boolean told = verdict.state() != JobState.INTERRUPTED_BY_REBOOT || evidence.untouched();
    if (!evidence.acted() && !verdict.ok() && told) {
      throw refused();
    }
    List<String> what = new ArrayList<>();
    if (!known()) {
      what.add("how far it came is not known, as its notes on the host are cut off");
    }
    add(what, "not done: ", evidence.undone());
    if (what.isEmpty() && evidence.unfinished().isEmpty() && !evidence.journal()) {
      return result(Outcome.UPDATED, evidence.changes(), null);
    }
    FailureKind kind = known() ? kind() : FailureKind.TRANSACTION_INTERRUPTED;
    addLeftovers(what);
    return result(Outcome.FAILED, evidence.changes(), error(kind, "the upgrade", what));
  }

  private boolean known() {
    return evidence.before() != null && evidence.plan() != null;
  }

  /**
   * How the repair ended.
   *
   * @throws TendhostException if nothing was tried, as somebody else holds the lock
   */
  UpdateResult repair() {
    requireSight();
    // A maintainer script may say so too; then dpkg has acted.
    if (!verdict.ok() && !evidence.acted() && failure() == AptFailure.LOCKED) {
      throw refused();
    }
    if (evidence.unfinished().isEmpty() && !evidence.journal()) {
      return result(Outcome.UPDATED, evidence.changes(), null);
    }
    List<String> what = new ArrayList<>();
    addLeftovers(what);
    FleetError error = error(FailureKind.TRANSACTION_INTERRUPTED, "the repair", what);
    return result(Outcome.FAILED, evidence.changes(), error);
  }

  private void addLeftovers(List<String> what) {
    add(what, "left half done: ", evidence.unfinished());
    if (evidence.journal()) {
      what.add("dpkg was interrupted; repair it with 'dpkg --configure -a'");
    }
    add(what, "dpkg says: ", evidence.errors());
  }

  private static void add(List<String> what, String label, List<String> items) {
    if (!items.isEmpty()) {
      what.add(label + String.join(", ", items));
    }
  }

  private UpdateResult result(
      Outcome outcome, List<PackageChange> changes, @Nullable FleetError error) {
    return new UpdateResult(Apt.ID, outcome, changes, evidence.conffiles(), error);
  }

  private FailureKind kind() {
    if (verdict.state() != JobState.EXITED) {
      return FailureKind.TRANSACTION_INTERRUPTED;
    }
    return verdict.ok() ? FailureKind.COMMAND_FAILED : failure().kind();
  }

  private AptFailure failure() {
    return AptFailure.ofOutput(evidence.output());
  }

  /** Why a step did nothing. */
  TendhostException refused() {
    return new TendhostException(
        verdict.state() == JobState.EXITED
            ? error(failure().kind(), "nothing was changed: " + failure().advice(), List.of())
            : error(
                FailureKind.TRANSACTION_INTERRUPTED,
                "nothing was changed, as the step " + job.step(),
                List.of("try again")));
  }

  /** Each step first looks at what it is to be judged by. */
  private void requireSight() {
    if (exited(AptJobs.BLIND)) {
      String what = evidence.blind().isEmpty() ? "the job cannot look" : evidence.blind();
      FailureKind kind =
          failure() == AptFailure.FULL ? failure().kind() : FailureKind.COMMAND_FAILED;
      String advice = "see that dpkg-query works and that the disk has room, then try again";
      throw new TendhostException(
          error(kind, "nothing was changed, as " + what + "; " + advice, List.of()));
    }
  }

  private TendhostException drifted() {
    return new TendhostException(
        error(
            FailureKind.PLAN_DRIFTED,
            "nothing was changed: between the plan and its start something else changed the host;"
                + " apt "
                + AptDrift.difference(evidence.plan(), evidence.drift())
                + "; look at a new plan and approve that",
            List.of()));
  }

  private FleetError error(FailureKind kind, String subject, List<String> what) {
    Map<String, String> details = new TreeMap<>();
    details.put("job", job.jobId());
    details.put("ending", ending());
    AptFailure.holder(evidence.output()).ifPresent(holder -> details.put("holder", holder));
    details.put("output", HostCommands.tail(evidence.output()));
    String message = subject + " (" + ending() + ")";
    return new FleetError(
        kind,
        host,
        what.isEmpty() ? message : message + ": " + String.join("; ", what),
        "apt-get, step " + job.step(),
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
