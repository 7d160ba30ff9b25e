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
import java.util.UUID;
import java.util.regex.Pattern;

/** The upgrades of a {@link SnapshotPackageManager}: how one is run, watched and judged. */
final class SnapshotUpgrade {
  private static final String STEP = "upgrade";

  /** The exit code of a job that could not look before it acts; it did nothing. */
  static final int BLIND = 91;

  private final String manager;
  private final HostCommands host;
  private final DetachedJobs jobs;
  private final String list;
  private final String upgrade;
  private final Pattern progress;

  SnapshotUpgrade(
      String manager, HostCommands host, String list, String upgrade, Pattern progress) {
    this.manager = manager;
    this.host = host;
    this.jobs = DetachedJobs.of(host.host().name(), host.executor());
    this.list = list;
    this.upgrade = upgrade;
    this.progress = progress;
  }

  /** Carries a plan out, if it is the expected one. */
  Future<UpdateResult> run(UpdatePlan plan, UpgradeListener listener) {
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

  /** Watches a job to its end; starts nothing. */
  Future<UpdateResult> resume(JobRef ref, UpgradeListener listener) {
    if (!ref.step().equals(STEP)) {
      String message = "the " + manager + " adapter has no step " + ref.step();
      return Future.failedFuture(
          new TendhostException(FailureKind.RESUME_UNSUPPORTED, host.host().name(), message));
    }
    return HostCommands.guarded(
        () ->
            evidence()
                .plan(ref)
                .map(plan -> plan.map(List::size).orElse(0))
                .compose(packages -> job(ref, packages, listener).watch())
                .compose(verdict -> judge(ref, verdict, listener)));
  }

  private UpgradeJob job(JobRef ref, int packages, UpgradeListener listener) {
    JobListener lines = new SnapshotProgress(packages, progress, listener);
    return new UpgradeJob(host.host().name(), jobs, ref, List.of("out"), lines, listener);
  }

  /**
   * The upgrade begins when what was before is safe on the disk: then a job without it did nothing,
   * also after a power cut. An old sync knows no files and takes everything.
   */
  private String script(List<PackageChange> changes) {
    return """
    snapshot() {
      { %s
      } > "$1.new" && echo %s >> "$1.new" && mv "$1.new" "$1"
    }
    printf %%s %s > plan && snapshot before || exit %d
    sync plan before . 2> /dev/null || sync
    ( %s
    )
    code=$?
    snapshot after
    exit "$code"
    """
        .formatted(
            list.strip(),
            SnapshotFiles.END,
            ShellWords.quote(PlanFile.text(changes)),
            BLIND,
            upgrade.strip());
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
