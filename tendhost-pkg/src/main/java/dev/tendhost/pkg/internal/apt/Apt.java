package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FailureKind;
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
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** apt on one host: the commands, their order, and what is made of the answers. */
public final class Apt {
  /** The id of the adapter and the prefix of its settings. */
  public static final String ID = "apt";

  private static final String DETECT =
      Framed.script(
          """
          if command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1
          then echo "apt yes"
          else echo "apt no"
          fi
          """);

  private final ManagedHost managed;
  private final HostCommands host;
  private final DetachedJobs jobs;
  private final Delays delays;

  /** When this object last refreshed everything, by the host's clock; null if it did not. */
  private volatile @Nullable Long refreshed;

  /**
   * Runs nothing yet.
   *
   * @param managed the host
   * @param executor runs the commands
   */
  public Apt(ManagedHost managed, RemoteExecutor executor) {
    this(managed, executor, Delays.ofTheJdk());
  }

  Apt(ManagedHost managed, RemoteExecutor executor, Delays delays) {
    this.managed = managed;
    this.delays = delays;
    this.jobs = DetachedJobs.of(managed.name(), executor);
    this.host =
        new HostCommands(
            managed, executor, AptFailure::of, result -> AptFailure.holder(result.stderr()));
  }

  /** {@return whether the tools are there} */
  public Future<Boolean> detect() {
    return HostCommands.guarded(
        () ->
            host.ask(
                Command.shell(DETECT),
                output -> Framed.value(Framed.lines(output), "apt").equals("yes")));
  }

  /** {@return succeeded when everything was fetched} */
  public Future<Void> refresh() {
    return HostCommands.guarded(
        () -> {
          AptCommands commands = AptCommands.of(managed);
          Command update = commands.update();
          return filesAreThere(commands)
              .compose(there -> host.ask(commands.now(), output -> Framed.seconds(output.strip())))
              .compose(
                  before ->
                      new LockRetry(commands.lockTimeout(), delays)
                          .run(() -> host.run(update))
                          .map(
                              result -> {
                                AptFailure.hiddenIn(result)
                                    .ifPresent(
                                        hidden -> {
                                          throw host.failed(update, result, hidden);
                                        });
                                refreshed = before;
                                return result;
                              }))
              .mapEmpty();
        });
  }

  /** {@return everything that is newer} */
  public Future<PackageInventory> inventory() {
    return HostCommands.guarded(
        () -> {
          AptCommands commands = AptCommands.of(managed);
          return survey(commands, UpgradeOptions.defaults())
              .compose(
                  survey ->
                      host.ask(commands.script(MetadataProbe.SCRIPT), MetadataProbe::parse)
                          .map(probe -> inventory(survey, probe)));
        });
  }

  private Future<Void> filesAreThere(AptCommands commands) {
    if (!commands.namesFiles()) {
      return Future.succeededFuture();
    }
    return host.ask(
            commands.missingFiles(), output -> Framed.values(Framed.lines(output), "missing"))
        .map(
            missing -> {
              if (!missing.isEmpty()) {
                throw new TendhostException(
                    FailureKind.INVALID_CONFIGURATION,
                    managed.name(),
                    "the host's settings for apt name files that cannot be read there: "
                        + String.join(", ", missing));
              }
              return null;
            });
  }

  private PackageInventory inventory(Survey survey, MetadataProbe probe) {
    List<String> problems = new ArrayList<>(survey.problems());
    problems.addAll(probe.problems());
    return new PackageInventory(ID, survey.packages(), probe.age(refreshed), problems);
  }

  /**
   * What the upgrade would do.
   *
   * @param options what it may do
   * @return the plan; TRANSACTION_INTERRUPTED if packages are half done and may not be repaired
   */
  public Future<UpdatePlan> plan(UpgradeOptions options) {
    return HostCommands.guarded(
        () -> {
          Exclusions.check(managed.name(), options.excluded());
          AptCommands commands = AptCommands.of(managed);
          return survey(commands, options).map(survey -> plan(options, survey));
        });
  }

  private UpdatePlan plan(UpgradeOptions options, Survey survey) {
    if (!survey.problems().isEmpty() && !options.repairInterrupted()) {
      throw interrupted(survey);
    }
    String digest = PlanDigest.of(ID, options, survey.changes());
    return new UpdatePlan(ID, options, survey.changes(), survey.keptPackages(), digest);
  }

  private TendhostException interrupted(Survey survey) {
    return new TendhostException(
        FailureKind.TRANSACTION_INTERRUPTED,
        managed.name(),
        "an earlier transaction was interrupted: " + String.join("; ", survey.problems()));
  }

  /**
   * Upgrades.
   *
   * @param options what it may do
   * @param listener hears how it goes
   * @return how it ended
   */
  public Future<UpdateResult> upgrade(UpgradeOptions options, UpgradeListener listener) {
    return HostCommands.guarded(
        () -> {
          Exclusions.check(managed.name(), options.excluded());
          AptCommands commands = realOnes();
          AptUpgrade upgrade = new AptUpgrade(managed, host, jobs, commands, listener);
          return survey(commands, options)
              .compose(survey -> upgrade(upgrade, commands, options, survey));
        });
  }

  private Future<UpdateResult> upgrade(
      AptUpgrade upgrade, AptCommands commands, UpgradeOptions options, Survey survey) {
    UpdatePlan plan = PlanDrift.require(managed.name(), plan(options, survey));
    return survey.problems().isEmpty()
        ? apply(upgrade, survey, plan, Outcome.NOTHING_TO_DO)
        : upgrade
            .repair(plan.digest())
            .compose(
                repaired ->
                    repaired.outcome() == Outcome.UPDATED
                        ? afterRepair(upgrade, commands, options)
                        : Future.succeededFuture(repaired));
  }

  /** What is left to do may be another thing than before; what was approved counts. */
  private Future<UpdateResult> afterRepair(
      AptUpgrade upgrade, AptCommands commands, UpgradeOptions options) {
    return survey(commands, options)
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
      AptUpgrade upgrade, Survey survey, UpdatePlan plan, Outcome ifNothingIsLeft) {
    return plan.changes().isEmpty()
        ? Future.succeededFuture(new UpdateResult(ID, ifNothingIsLeft, List.of(), List.of(), null))
        : upgrade.upgrade(survey, plan);
  }

  /**
   * Watches a step to its end.
   *
   * @param job the step
   * @param listener hears how it goes
   * @return how it ended
   */
  public Future<UpdateResult> resume(JobRef job, UpgradeListener listener) {
    return HostCommands.guarded(
        () -> new AptUpgrade(managed, host, jobs, realOnes(), listener).resume(job));
  }

  /** A copy of a host's status can be planned against and not be upgraded. */
  private AptCommands realOnes() {
    AptCommands commands = AptCommands.of(managed);
    if (commands.readsCopy()) {
      throw new TendhostException(
          FailureKind.INVALID_CONFIGURATION,
          managed.name(),
          "the setting "
              + AptCommands.STATUS_FILE
              + " makes apt plan against a copy, which cannot be upgraded; leave it out");
    }
    return commands;
  }

  private Future<Survey> survey(AptCommands commands, UpgradeOptions options) {
    return filesAreThere(commands).compose(there -> new AptSurvey(commands, host, options).make());
  }

  /** {@return whether a reboot is due} */
  public Future<RebootVerdict> rebootRequired() {
    return HostCommands.guarded(
        () ->
            host.ask(AptCommands.of(managed).script(RebootProbe.SCRIPT), RebootProbe::parse)
                .map(RebootJudge::judge));
  }
}
