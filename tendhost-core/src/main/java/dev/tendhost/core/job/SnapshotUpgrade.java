package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.PlanDrift;
import dev.tendhost.core.port.ShellWords;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The upgrade of a package manager whose tool upgrades by one command and lists what is installed
 * by another: all that {@link dev.tendhost.core.port.PackageManager#upgradeAll} and {@code resume}
 * have to do, for authors of adapters. The command runs as a job of the host, as root, and leaves
 * in its directory the plan and what was installed before and after it; by these the job is judged,
 * here or by another controller.
 *
 * <p>{@code UPDATED} is an upgrade that ended well and left every package as planned; {@code
 * FAILED} one that changed something else than that, or ended well and changed nothing. One that
 * failed and changed nothing is a failed future, of the kind that {@link HostCommands} makes of its
 * output.
 *
 * <p>Immutable, safe for any thread; no method blocks.
 */
public final class SnapshotUpgrade {
  private static final String STEP = "upgrade";

  /** The exit code of a job that could not look before it acts; it did nothing. */
  private static final int BLIND = 91;

  private final String manager;
  private final HostCommands host;
  private final DetachedJobs jobs;
  private final String list;
  private final String upgrade;
  private final Function<String, Optional<String>> packageOf;

  /**
   * Runs nothing yet.
   *
   * @param manager the manager's id
   * @param host runs commands on the host and tells how they fail
   * @param list a POSIX shell script that needs no root and prints a line for each installed
   *     package, {@code <name> <version>}; it must fail if it cannot
   * @param upgrade a POSIX shell script that upgrades without asking; it runs as root
   */
  public SnapshotUpgrade(String manager, HostCommands host, String list, String upgrade) {
    this(manager, host, list, upgrade, line -> Optional.empty());
  }

  private SnapshotUpgrade(
      String manager,
      HostCommands host,
      String list,
      String upgrade,
      Function<String, Optional<String>> packageOf) {
    this.manager = manager;
    this.host = host;
    this.jobs = DetachedJobs.of(host.host().name(), host.executor());
    this.list = list;
    this.upgrade = upgrade;
    this.packageOf = packageOf;
  }

  /**
   * The same with progress while it runs.
   *
   * @param packageOf tells of a line of the upgrade's output which package's turn it is, each once;
   *     empty for other lines
   * @return a copy
   */
  public SnapshotUpgrade withProgress(Function<String, Optional<String>> packageOf) {
    return new SnapshotUpgrade(manager, host, list, upgrade, packageOf);
  }

  /**
   * Carries a plan out, if it is the expected one.
   *
   * @param plan what the upgrade will do, as it was just found out
   * @param listener hears how it goes
   * @return how it ended; failed with PLAN_DRIFTED if the plan's options expect another one
   */
  public Future<UpdateResult> run(UpdatePlan plan, UpgradeListener listener) {
    return HostCommands.guarded(
        () -> {
          List<PackageChange> changes = PlanDrift.require(host.host().name(), plan).changes();
          if (changes.isEmpty()) {
            return Future.succeededFuture(
                new UpdateResult(
                    manager, UpdateResult.Outcome.NOTHING_TO_DO, List.of(), List.of(), null));
          }
          String id = manager + "-" + STEP + "-" + UUID.randomUUID();
          JobRef ref = new JobRef(manager, STEP, id, plan.digest());
          JobSpec job = JobSpec.shell(id, script(changes));
          return job(ref, changes.size(), listener)
              .run(job)
              .compose(verdict -> judge(ref, verdict, listener));
        });
  }

  /**
   * Watches an upgrade that was started earlier to its end. Starts nothing.
   *
   * @param ref the job
   * @param listener hears how it goes
   * @return how it ended; RESUME_UNSUPPORTED if another kind of job is named, JOB_LOST if the host
   *     knows nothing of it
   */
  public Future<UpdateResult> resume(JobRef ref, UpgradeListener listener) {
    if (!ref.step().equals(STEP)) {
      String message = "the " + manager + " adapter has no step " + ref.step();
      return Future.failedFuture(
          new TendhostException(FailureKind.RESUME_UNSUPPORTED, host.host().name(), message));
    }
    return HostCommands.guarded(
        () ->
            evidence()
                .plan(ref)
                .compose(plan -> job(ref, plan.size(), listener).watch())
                .compose(verdict -> judge(ref, verdict, listener)));
  }

  private UpgradeJob job(JobRef ref, int packages, UpgradeListener listener) {
    JobListener lines = new SnapshotProgress(packages, packageOf, listener);
    return new UpgradeJob(host.host().name(), jobs, ref, List.of("out"), lines, listener);
  }

  private String script(List<PackageChange> changes) {
    return """
    snapshot() {
      { %s
      } > "$1.new" && mv "$1.new" "$1"
    }
    printf %%s %s > plan && snapshot before || exit %d
    ( %s
    )
    code=$?
    snapshot after
    exit "$code"
    """
        .formatted(list.strip(), ShellWords.quote(PlanFile.text(changes)), BLIND, upgrade.strip());
  }

  /** Once the evidence is read the end is known. */
  private Future<UpdateResult> judge(JobRef ref, JobVerdict verdict, UpgradeListener listener) {
    return evidence()
        .read(ref)
        .map(
            evidence -> {
              listener.jobEnded(ref);
              UpdateResult result = new SnapshotJudge(host, ref, verdict, evidence).judge();
              listener.progress(null, 100);
              return result;
            });
  }

  private SnapshotFiles evidence() {
    return new SnapshotFiles(host, jobs, list);
  }
}
