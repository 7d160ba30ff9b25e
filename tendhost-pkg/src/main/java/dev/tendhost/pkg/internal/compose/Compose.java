package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PlanDrift;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** docker compose on one host: the commands, their order, and what is made of the answers. */
public final class Compose {
  /** The id of the adapter and the prefix of its settings. */
  public static final String ID = "compose";

  private static final String STEP = "update";
  private static final int SHOWN = 12;

  private final ManagedHost managed;
  private final HostCommands host;
  private final RemoteExecutor executor;

  /**
   * Runs nothing yet.
   *
   * @param managed the host
   * @param executor runs the commands
   */
  public Compose(ManagedHost managed, RemoteExecutor executor) {
    this.managed = managed;
    this.executor = executor;
    this.host = new HostCommands(managed, executor, EngineFailure::of, result -> Optional.empty());
  }

  /** {@return whether docker and compose are there, for this user or by the host's settings} */
  public Future<Boolean> detect() {
    return named(
        () ->
            probe(ComposeSettings.of(managed))
                .compose(
                    tool ->
                        tool.isEmpty() || ComposeSettings.mentioned(managed)
                            ? Future.succeededFuture(tool.isPresent())
                            : mayUseEngine()));
  }

  /** An engine that does not answer for another reason is told of by whoever needs it. */
  private Future<Boolean> mayUseEngine() {
    return host.end(ComposeCommands.engineVersion())
        .map(result -> result.ok() || EngineFailure.of(result) != EngineFailure.NOT_ALLOWED);
  }

  /** {@return succeeded if compose is there: nothing is kept, so there is nothing to fetch} */
  public Future<Void> refresh() {
    return named(() -> commands(ComposeSettings.of(managed)).mapEmpty());
  }

  /** {@return every service that is not up to date, and every one of which nobody can tell} */
  public Future<PackageInventory> inventory() {
    return named(() -> survey(ComposeSettings.of(managed)).map(Compose::inventory));
  }

  private static PackageInventory inventory(Survey survey) {
    return new PackageInventory(
        ID,
        survey.updates().stream().map(Update::upgradable).toList(),
        survey.incomplete() ? null : Duration.ZERO,
        survey.problems(),
        survey.unchecked());
  }

  /**
   * What the upgrade would do.
   *
   * @param options what it may do
   * @return the plan; failed if there is nothing to do as far as is known and a registry did not
   *     answer
   */
  public Future<UpdatePlan> plan(UpgradeOptions options) {
    return named(
        () -> {
          ComposePlan.check(options);
          return survey(ComposeSettings.of(managed))
              .map(survey -> ComposePlan.of(survey, options).plan());
        });
  }

  /**
   * Plans again and carries it out.
   *
   * @param options what it may do
   * @param listener hears how it goes
   * @return the result
   */
  public Future<UpdateResult> upgrade(UpgradeOptions options, UpgradeListener listener) {
    return named(
        () -> {
          ComposePlan.check(options);
          ComposeSettings settings = ComposeSettings.of(managed);
          return survey(settings)
              .compose(
                  survey -> {
                    ComposePlan plan = ComposePlan.of(survey, options);
                    PlanDrift.require(managed.name(), plan.plan());
                    return plan.updates().isEmpty()
                        ? Future.succeededFuture(nothingToDo())
                        : start(survey, plan, settings, listener);
                  });
        });
  }

  private static UpdateResult nothingToDo() {
    return new UpdateResult(ID, UpdateResult.Outcome.NOTHING_TO_DO, List.of(), List.of(), null);
  }

  private Future<UpdateResult> start(
      Survey survey, ComposePlan plan, ComposeSettings settings, UpgradeListener listener) {
    String digest = plan.plan().digest();
    String id = ID + "-" + digest.substring(0, SHOWN) + "-" + UUID.randomUUID();
    // Without root the job could not be started; known now, it is no job whose end is not known.
    return host.run(ComposeCommands.becomeRoot())
        .compose(
            root ->
                job(listener)
                    .start(
                        new JobRef(ID, STEP, id, digest),
                        UpdateScript.of(survey, plan.updates(), settings),
                        survey.tool().environment()));
  }

  private UpdateJob job(UpgradeListener listener) {
    return new UpdateJob(
        managed.name(),
        DetachedJobs.of(managed.name(), executor),
        listener,
        () ->
            commands(ComposeSettings.of(managed))
                .compose(commands -> host.ask(commands.snapshot(), Snapshot::parse)));
  }

  /**
   * Watches a job of an earlier upgrade to its end.
   *
   * @param job the job
   * @param listener hears how it goes
   * @return the same result as the upgrade's own
   */
  public Future<UpdateResult> resume(JobRef job, UpgradeListener listener) {
    return named(() -> job(listener).watch(job));
  }

  /** {@return not required, if compose is there at all} */
  public Future<RebootVerdict> rebootRequired() {
    RebootVerdict never =
        new RebootVerdict(
            RebootVerdict.Verdict.NOT_REQUIRED, List.of("containers never need a reboot"));
    return named(() -> commands(ComposeSettings.of(managed)).map(commands -> never));
  }

  private Future<Survey> survey(ComposeSettings settings) {
    return commands(settings)
        .compose(commands -> new ComposeSurvey(commands, host, settings.paths()).make());
  }

  private Future<ComposeCommands> commands(ComposeSettings settings) {
    return probe(settings)
        .map(tool -> new ComposeCommands(tool.orElseThrow(this::missing), settings.asRoot()));
  }

  private TendhostException missing() {
    return new TendhostException(
        FailureKind.PACKAGE_MANAGER_MISSING, managed.name(), EngineFailure.MISSING.advice());
  }

  private Future<Optional<ComposeTool>> probe(ComposeSettings settings) {
    return host.ask(ComposeCommands.probe(settings.asRoot()), ComposeTool::parse);
  }

  /** Nothing is thrown, and every failure names the host. */
  private <T> Future<T> named(Supplier<Future<T>> work) {
    Function<Throwable, Future<T>> said =
        cause ->
            Future.failedFuture(
                new TendhostException(TendhostException.errorOf(cause, managed.name()), cause));
    return HostCommands.guarded(work).recover(said);
  }
}
