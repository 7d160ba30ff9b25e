package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.Delays;
import dev.tendhost.pkg.internal.HeardJobs;
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
          return host.ask(commands.now(), output -> Framed.seconds(output.strip()))
              .compose(
                  before ->
                      new LockRetry(patience(tool), delays)
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
            planning(tool, Duration.ZERO)
                .survey(UpgradeOptions.defaults())
                .compose(survey -> inventory(new DnfCommands(tool), survey)));
  }

  private Future<PackageInventory> inventory(DnfCommands commands, DnfSurvey survey) {
    return host.ask(commands.leftovers(), Leftovers::parse)
        .compose(
            left ->
                host.ask(commands.metadata(), output -> MetadataAge.parse(Told.parse(output)))
                    .map(age -> inventory(survey, left, age)));
  }

  private PackageInventory inventory(DnfSurvey survey, Leftovers left, MetadataAge age) {
    List<String> problems = new ArrayList<>(survey.problems());
    problems.addAll(left.problems(survey.lists().installed()));
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
          DnfPlanning planning = planning(tool, Duration.ZERO);
          return planning.survey(options).map(survey -> planning.plan(options, survey));
        });
  }

  private DnfPlanning planning(DnfTool tool, Duration lockTimeout) {
    return new DnfPlanning(managed, host, tool, new LockRetry(lockTimeout, delays));
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
          return run(tool, options, listener).upgrade();
        });
  }

  /**
   * Watches a step to its end.
   *
   * @param job the step
   * @param options the upgrade it belongs to
   * @param listener hears how it goes
   * @return how the upgrade ended; UPGRADE_NOT_BEGUN if another step was to follow
   */
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return withTool(tool -> run(tool, options, listener).resume(job));
  }

  private DnfRun run(DnfTool tool, UpgradeOptions options, UpgradeListener listener) {
    Duration lockTimeout = LockTimeout.of(managed, LOCK_SECONDS);
    HeardJobs heard = new HeardJobs(listener);
    DnfUpgrade steps =
        new DnfUpgrade(managed, host, jobs, tool, new DnfJobs(tool, lockTimeout), heard);
    return new DnfRun(host, planning(tool, patience(tool)), steps, heard, options);
  }

  /** dnf5 waits by itself. */
  private Duration patience(DnfTool tool) {
    return tool.is(Generation.DNF5) ? Duration.ZERO : LockTimeout.of(managed, LOCK_SECONDS);
  }

  private void requireTried(DnfTool tool) {
    if (tool.is(Generation.YUM3)) {
      throw host.error(
          FailureKind.UNSUPPORTED,
          "this version plans upgrades with yum "
              + tool.version()
              + " and does not carry them out, as it was never tried with a real one;"
              + " upgrade on the host with yum");
    }
  }
}
