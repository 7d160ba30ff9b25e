package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.SnapshotFiles.Evidence;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.HostCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells how a {@link SnapshotUpgrade} ended, by what it left. */
final class SnapshotJudge {
  private final HostCommands host;
  private final JobRef job;
  private final JobVerdict verdict;
  private final Evidence evidence;

  SnapshotJudge(HostCommands host, JobRef job, JobVerdict verdict, Evidence evidence) {
    this.host = host;
    this.job = job;
    this.verdict = verdict;
    this.evidence = evidence;
  }

  /**
   * How it ended.
   *
   * @throws TendhostException if it failed and changed nothing
   */
  UpdateResult judge() {
    List<PackageChange> changes = changes();
    if (!evidence.damaged().isEmpty()) {
      return result(Outcome.FAILED, changes, damaged());
    }
    if (changes.isEmpty() && !verdict.ok()) {
      throw new TendhostException(error("nothing was changed"));
    }
    List<PackageChange> plan = evidence.plan();
    if (plan == null) {
      return result(Outcome.FAILED, changes, error("it left no plan"));
    }
    List<String> undone = plan.stream().filter(this::isUndone).map(PackageChange::name).toList();
    if (verdict.ok() && undone.isEmpty()) {
      return result(Outcome.UPDATED, changes, null);
    }
    String what = undone.isEmpty() ? "everything is installed" : "not done: " + undone;
    return result(Outcome.FAILED, changes, error(what));
  }

  private UpdateResult result(
      Outcome outcome, List<PackageChange> changes, @Nullable FleetError error) {
    return new UpdateResult(job.manager(), outcome, changes, List.of(), error);
  }

  private boolean isUndone(PackageChange planned) {
    String now = evidence.after().get(planned.name());
    return planned.to() == null ? now != null : !planned.to().equals(now);
  }

  private List<PackageChange> changes() {
    Map<String, String> before = evidence.before();
    if (before == null) {
      return List.of();
    }
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(evidence.after().keySet());
    List<PackageChange> changes = new ArrayList<>();
    for (String name : names) {
      String from = before.get(name);
      String to = evidence.after().get(name);
      if (from == null || !from.equals(to)) {
        changes.add(change(name, from, to));
      }
    }
    return changes;
  }

  /** As planned where that is what was done; else nobody knows where it came from. */
  private PackageChange change(String name, @Nullable String from, @Nullable String to) {
    List<PackageChange> plan = evidence.plan() == null ? List.of() : evidence.plan();
    return plan.stream()
        .filter(planned -> planned.name().equals(name))
        .filter(planned -> to == null ? planned.to() == null : to.equals(planned.to()))
        .findFirst()
        .orElseGet(
            () ->
                new PackageChange(
                    action(from, to), name, null, from, to, PackageChange.UNPLANNED, false));
  }

  private static ChangeAction action(@Nullable String from, @Nullable String to) {
    if (to == null) {
      return ChangeAction.REMOVE;
    }
    return from == null ? ChangeAction.INSTALL : ChangeAction.UPGRADE;
  }

  private FleetError damaged() {
    return new FleetError(
        FailureKind.TRANSACTION_INTERRUPTED,
        host.host().name(),
        "the upgrade ended ("
            + verdict
            + "), and how far it came is not known: of the job's files these are damaged, as after"
            + " a power cut: "
            + String.join(", ", evidence.damaged())
            + "; look at the host's packages",
        step(),
        details());
  }

  private FleetError error(String what) {
    Integer code = verdict.exitCode();
    if (code != null && code == SnapshotUpgrade.BLIND && evidence.before() == null) {
      return new FleetError(
          FailureKind.COMMAND_FAILED,
          host.host().name(),
          what + ": what is installed could not be listed or written down beforehand",
          step(),
          details());
    }
    if (code == null || verdict.ok()) {
      FailureKind kind =
          code == null ? FailureKind.TRANSACTION_INTERRUPTED : FailureKind.COMMAND_FAILED;
      return new FleetError(
          kind,
          host.host().name(),
          "the upgrade ended (" + verdict + "), " + what,
          step(),
          details());
    }
    CommandResult result =
        new CommandResult(code, null, "", evidence.output(), false, false, Duration.ZERO);
    FleetError known = host.failed(Command.of(step()), result).error();
    return new FleetError(
        known.kind(), known.host(), what + ": " + known.message(), step(), known.details());
  }

  private String step() {
    return job.manager() + ", job " + job.jobId();
  }

  private Map<String, String> details() {
    return Map.of("output", HostCommands.tail(evidence.output()));
  }
}
