package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.PlanDrift;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.Delays;
import dev.tendhost.pkg.internal.LockRetry;
import dev.tendhost.pkg.internal.LockTimeout;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** dnf, dnf5 or yum on one host: the commands, their order, and what is made of the answers. */
public final class Dnf {
  /** The id of the adapter. */
  public static final String ID = "dnf";

  private static final String LOCK_SECONDS = "dnf.lock-timeout";

  private final ManagedHost managed;
  private final HostCommands host;
  private final DetachedJobs jobs;
  private final Delays delays = Delays.ofTheJdk();

  /** Which tool it is; null until it was asked, and after any failure: it may be another then. */
  private volatile @Nullable DnfTool known;

  /** When this object last refreshed everything, by the host's clock; null if it did not. */
  private volatile @Nullable Long refreshed;

  /**
   * Runs nothing yet.
   *
   * @param managed the host
   * @param executor runs the commands
   */
  public Dnf(ManagedHost managed, RemoteExecutor executor) {
    this.managed = managed;
    this.jobs = DetachedJobs.of(managed.name(), executor);
    this.host = new HostCommands(managed, executor, DnfFailure::of, DnfFailure::holder);
  }

  /** {@return whether one of the tools is there} */
  public Future<Boolean> detect() {
    return HostCommands.guarded(() -> host.ask(DnfCommands.find(), DnfTool::found));
  }

  /** {@return succeeded when everything was fetched} */
  public Future<Void> refresh() {
    return withTool(
        tool -> {
          DnfCommands commands = new DnfCommands(tool);
          // dnf5 waits by itself.
          Duration patience =
              tool.is(Generation.DNF5) ? Duration.ZERO : LockTimeout.of(managed, LOCK_SECONDS);
          return host.ask(commands.now(), output -> Framed.seconds(output.strip()))
              .compose(
                  before ->
                      new LockRetry(patience, delays)
                          .run(() -> fetch(commands.refresh()))
                          .onSuccess(done -> refreshed = before));
        });
  }

  private Future<Void> fetch(Command refresh) {
    return host.run(refresh)
        .map(
            result -> {
              DnfFailure.hiddenIn(result)
                  .ifPresent(
                      hidden -> {
                        throw host.failed(refresh, result, hidden);
                      });
              return null;
            });
  }

  /** {@return everything that is newer} */
  public Future<PackageInventory> inventory() {
    return withTool(
        tool ->
            survey(tool, UpgradeOptions.defaults())
                .compose(
                    survey ->
                        host.ask(
                                new DnfCommands(tool).metadata(),
                                output -> MetadataAge.parse(Told.parse(output)))
                            .map(age -> inventory(survey, age))));
  }

  private PackageInventory inventory(DnfSurvey survey, MetadataAge age) {
    List<String> problems = new ArrayList<>(survey.problems());
    problems.addAll(age.problems());
    return new PackageInventory(ID, survey.packages(), age.age(refreshed), problems);
  }

  /**
   * What the upgrade would do.
   *
   * @param options what it may do
   * @return the plan; TRANSACTION_INTERRUPTED if one was and may not be repaired
   */
  public Future<UpdatePlan> plan(UpgradeOptions options) {
    return withTool(
        tool -> {
          UpgradeWords.check(managed.name(), options.excluded());
          return survey(tool, options).map(survey -> plan(options, survey));
        });
  }

  private Future<DnfSurvey> survey(DnfTool tool, UpgradeOptions options) {
    return new DnfSurveyor(tool, host, options, managed.name()).make();
  }

  private UpdatePlan plan(UpgradeOptions options, DnfSurvey survey) {
    if (!survey.problems().isEmpty() && !options.repairInterrupted()) {
      throw interrupted(survey);
    }
    String digest = PlanDigest.of(ID, options, survey.planned().changes());
    return new UpdatePlan(ID, options, survey.planned().changes(), survey.keptPackages(), digest);
  }

  private TendhostException interrupted(DnfSurvey survey) {
    return new TendhostException(
        FailureKind.TRANSACTION_INTERRUPTED, managed.name(), String.join("; ", survey.problems()));
  }

  /** {@return whether a reboot is due} */
  public Future<RebootVerdict> rebootRequired() {
    return withTool(
        tool ->
            host.ask(new DnfCommands(tool).reboot(), RebootEvidence::parse)
                .map(DnfRebootJudge::judge));
  }

  private <T> Future<T> withTool(Function<DnfTool, Future<T>> work) {
    return HostCommands.guarded(
            () -> tool().compose(tool -> HostCommands.guarded(() -> work.apply(tool))))
        .onFailure(cause -> known = null);
  }

  private Future<DnfTool> tool() {
    DnfTool tool = known;
    return tool != null ? Future.succeededFuture(tool) : probe();
  }

  private Future<DnfTool> probe() {
    Command probe = DnfCommands.probe();
    return host.ask(probe, DnfTool::parse)
        .map(
            tool -> {
              if (tool.program().equals(DnfTool.NONE)) {
                throw new TendhostException(
                    new FleetError(
                        DnfFailure.MISSING.kind(),
                        managed.name(),
                        DnfFailure.MISSING.advice(),
                        probe.display(),
                        Map.of()));
              }
              known = tool;
              return tool;
            });
  }

  /**
   * Upgrades.
   *
   * @param options what it may do
   * @param listener hears how it goes
   * @return how it ended
   */
  public Future<UpdateResult> upgrade(UpgradeOptions options, UpgradeListener listener) {
    return withTool(
        tool -> {
          requireTried(tool);
          UpgradeWords.check(managed.name(), options.excluded());
          Duration lockTimeout = LockTimeout.of(managed, LOCK_SECONDS);
          DnfUpgrade upgrade = upgrade(tool, listener, lockTimeout);
          return survey(tool, options, lockTimeout)
              .compose(survey -> upgrade(upgrade, tool, options, survey, lockTimeout));
        });
  }

  private Future<UpdateResult> upgrade(
      DnfUpgrade upgrade,
      DnfTool tool,
      UpgradeOptions options,
      DnfSurvey survey,
      Duration lockTimeout) {
    UpdatePlan plan = PlanDrift.require(managed.name(), plan(options, survey));
    if (survey.problems().isEmpty()) {
      return apply(upgrade, survey, plan, Outcome.NOTHING_TO_DO);
    }
    return upgrade
        .repair(plan.digest(), survey.lists().installed().duplicates())
        .compose(
            repaired ->
                repaired.outcome() == Outcome.UPDATED
                    ? afterRepair(upgrade, tool, options, lockTimeout)
                    : Future.succeededFuture(repaired));
  }

  /** What is left to do may be another thing than before; what was approved counts. */
  private Future<UpdateResult> afterRepair(
      DnfUpgrade upgrade, DnfTool tool, UpgradeOptions options, Duration lockTimeout) {
    return survey(tool, options, lockTimeout)
        .compose(
            survey -> {
              if (!survey.problems().isEmpty()) {
                throw interrupted(survey);
              }
              UpdatePlan plan = PlanDrift.require(managed.name(), plan(options, survey));
              return apply(upgrade, survey, plan, Outcome.UPDATED);
            });
  }

  private static Future<UpdateResult> apply(
      DnfUpgrade upgrade, DnfSurvey survey, UpdatePlan plan, Outcome ifNothingIsLeft) {
    return plan.changes().isEmpty()
        ? Future.succeededFuture(new UpdateResult(ID, ifNothingIsLeft, List.of(), List.of(), null))
        : upgrade.upgrade(survey.planned(), plan);
  }

  /**
   * Watches a step to its end.
   *
   * @param job the step
   * @param options the upgrade it belongs to
   * @param listener hears how it goes
   * @return how it ended
   */
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return withTool(tool -> upgrade(tool, listener, Duration.ZERO).resume(job, options));
  }

  private void requireTried(DnfTool tool) {
    if (tool.is(Generation.YUM3)) {
      throw new TendhostException(
          new FleetError(
              FailureKind.UNSUPPORTED,
              managed.name(),
              "this version plans upgrades with yum "
                  + tool.version()
                  + " and does not carry them out, as it was never tried with a real one;"
                  + " upgrade on the host with yum",
              null,
              Map.of("manager", ID)));
    }
  }

  private DnfUpgrade upgrade(DnfTool tool, UpgradeListener listener, Duration lockTimeout) {
    return new DnfUpgrade(managed, host, jobs, tool, new DnfJobs(tool, lockTimeout), listener);
  }

  /** Waits for whoever is in the middle of a transaction; dnf5 does that by itself. */
  private Future<DnfSurvey> survey(DnfTool tool, UpgradeOptions options, Duration lockTimeout) {
    Duration patience = tool.is(Generation.DNF5) ? Duration.ZERO : lockTimeout;
    return new LockRetry(patience, delays).run(() -> survey(tool, options));
  }
}
