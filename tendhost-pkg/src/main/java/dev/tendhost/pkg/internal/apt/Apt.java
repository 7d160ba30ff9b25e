package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FailureKind;
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
                Command.shell(DETECT).withTitle("script: whether apt is there"),
                output -> Framed.value(Framed.lines(output), "apt").equals("yes")));
  }

  /** {@return succeeded when everything was fetched} */
  public Future<Void> refresh() {
    return HostCommands.guarded(
        () -> {
          AptCommands commands = AptCommands.of(managed);
          Command update = commands.update();
          return planning(commands)
              .filesAreThere()
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
          return planning(commands)
              .survey(UpgradeOptions.defaults())
              .compose(
                  survey ->
                      host.ask(
                              commands.script("the age of apt's lists", MetadataProbe.SCRIPT),
                              MetadataProbe::parse)
                          .map(probe -> inventory(survey, probe)));
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
          AptPlanning planning = planning(AptCommands.of(managed));
          return planning.survey(options).map(survey -> planning.plan(options, survey));
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
    return HostCommands.guarded(
        () -> {
          Exclusions.check(managed.name(), options.excluded());
          return run(options, listener).upgrade();
        });
  }

  /**
   * Watches a step to its end.
   *
   * @param job the step
   * @param options it was started with
   * @param listener hears how it goes
   * @return how the upgrade ended; UPGRADE_NOT_BEGUN if another step was to follow
   */
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return HostCommands.guarded(() -> run(options, listener).resume(job));
  }

  private AptRun run(UpgradeOptions options, UpgradeListener listener) {
    AptCommands commands = realOnes();
    HeardJobs heard = new HeardJobs(listener);
    AptUpgrade steps = new AptUpgrade(managed, host, jobs, commands, heard);
    return new AptRun(host, planning(commands), steps, heard, options);
  }

  private AptPlanning planning(AptCommands commands) {
    return new AptPlanning(managed, host, commands);
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

  /** {@return whether a reboot is due} */
  public Future<RebootVerdict> rebootRequired() {
    return HostCommands.guarded(
        () ->
            host.ask(
                    AptCommands.of(managed).script("what asks for a reboot", RebootProbe.SCRIPT),
                    RebootProbe::parse)
                .map(RebootJudge::judge));
  }
}
