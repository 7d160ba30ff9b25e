package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link PackageManager}, a test each, named by their numbers. Subclass it, script the
 * hosts it asks for, and it runs with your adapter. A power the adapter lacks is asserted to fail
 * with UNSUPPORTED.
 */
public abstract class PackageManagerContract extends PackageManagerScenarios {
  private PackageManager manager(RemoteExecutor executor) {
    return provider().create(host(), executor);
  }

  /** Every read-only operation. */
  private static Map<String, Function<PackageManager, Future<?>>> reading() {
    return Map.of(
        "listUpgradable", PackageManager::listUpgradable,
        "upgradeDryRun", manager -> manager.upgradeDryRun(UpgradeOptions.defaults()),
        "rebootRequired", PackageManager::rebootRequired);
  }

  private static Map<String, Function<PackageManager, Future<?>>> all() {
    Map<String, Function<PackageManager, Future<?>>> all = new TreeMap<>(reading());
    all.put("refresh", PackageManager::refresh);
    return all;
  }

  @Test
  void aHealthyHostHasUpgradesOrNothingHereProvesAnything() {
    assertThat(Outcome.of(manager(healthy()).listUpgradable()).packages()).isNotEmpty();
    assertThat(Outcome.of(manager(healthy()).upgradeDryRun(UpgradeOptions.defaults())).changes())
        .isNotEmpty();
    assertThatCode(() -> Outcome.of(manager(healthy()).refresh())).doesNotThrowAnyException();
    assertThat(manager(healthy()).id()).isEqualTo(provider().id()).isNotBlank();
  }

  @Test
  void rule1GarbledOutputIsAnErrorNeverAnEmptyList() {
    for (Map.Entry<String, UnaryOperator<CommandResult>> way : Garbage.ways().entrySet()) {
      reading()
          .forEach(
              (name, operation) -> {
                ScriptedExecutor spoiled = healthy().changing(way.getValue());
                FleetError error = Outcome.failure(operation.apply(manager(spoiled)));
                assertThat(error.kind())
                    .as(name + " with " + way.getKey() + ": " + error.message())
                    .isEqualTo(FailureKind.UNPARSABLE_OUTPUT);
              });
    }
  }

  @Test
  void rule2ReadingChangesNothingAndNeedsNoRoot() {
    reading()
        .forEach(
            (name, operation) -> {
              ScriptedExecutor executor = healthy();
              Outcome.of(operation.apply(manager(executor)));
              assertThat(executor.commands()).as(name).isNotEmpty();
              assertThat(executor.commands()).as(name).noneMatch(this::changes);
              assertThat(executor.commands()).as(name).noneMatch(Command::asRoot);
            });
  }

  @Test
  void rule3OnlyRefreshFetches() {
    reading()
        .forEach(
            (name, operation) -> {
              ScriptedExecutor executor = healthy();
              Outcome.of(operation.apply(manager(executor)));
              assertThat(executor.commands()).as(name).noneMatch(this::fetches);
            });
    ScriptedExecutor executor = healthy();
    Outcome.of(manager(executor).refresh());
    if (keepsMetadata()) {
      assertThat(executor.commands()).anyMatch(this::fetches);
    } else {
      assertThat(executor.commands()).noneMatch(this::fetches);
    }
  }

  @Test
  void rule4AHeldLockIsRetryableAndNamesItsHolder() {
    if (!keepsMetadata()) {
      ScriptedExecutor executor = healthy();
      Outcome.of(manager(executor).refresh());
      assertThat(executor.commands()).as("nothing that takes a lock").noneMatch(this::changes);
      return;
    }
    FleetError error = Outcome.failure(manager(locked()).refresh());
    assertThat(error.kind()).isEqualTo(FailureKind.PACKAGES_LOCKED);
    assertThat(error.kind().retryable()).isTrue();
    assertThat(error.details().get("holder")).contains(holder());
  }

  @Test
  void rule5AMissingToolIsNamedSo() {
    CommandResult missing = Answers.result(127, "", "sh: 1: the-tool: not found\n");
    all()
        .forEach(
            (name, operation) -> {
              ScriptedExecutor executor = healthy().changing(result -> missing);
              FleetError error = Outcome.failure(operation.apply(manager(executor)));
              assertThat(error.kind()).as(name).isEqualTo(FailureKind.PACKAGE_MANAGER_MISSING);
            });
  }

  @Test
  void rule6TheSameChangesWithTheSameOptionsHaveTheSameDigest() {
    UpgradeOptions options = UpgradeOptions.defaults();
    UpdatePlan plan = Outcome.of(manager(healthy()).upgradeDryRun(options));
    UpdatePlan again = Outcome.of(manager(healthy()).upgradeDryRun(options));
    assertThat(again).isEqualTo(plan);
    assertThat(plan.manager()).isEqualTo(provider().id());
    assertThat(plan.options()).isEqualTo(options);
    assertThat(plan.digest()).isEqualTo(PlanDigest.of(plan.manager(), options, plan.changes()));
    UpgradeOptions other = options.withMode(UpgradeMode.INSTALLED_ONLY);
    assertThat(Outcome.of(manager(healthy()).upgradeDryRun(other)).digest())
        .isNotEqualTo(plan.digest());
  }

  @Test
  void rule7AnotherPlanThanTheExpectedIsRefusedBeforeTheFirstChange() {
    ScriptedExecutor executor = healthy();
    UpgradeOptions options = UpgradeOptions.defaults().withExpectedPlanDigest("0".repeat(64));
    Future<UpdateResult> upgrade = manager(executor).upgradeAll(options, UpgradeListener.none());
    Outcome.failure(orUnsupported(FailureKind.PLAN_DRIFTED), upgrade);
    assertThat(executor.commands()).noneMatch(this::changes);
  }

  @Test
  void rule8NothingStartsUnlessTheJobIsStored() {
    ScriptedExecutor executor = healthy();
    Refusing listener = new Refusing();
    Future<UpdateResult> upgrade =
        manager(executor).upgradeAll(UpgradeOptions.defaults(), listener);
    Outcome.failure(orUnsupported(FailureKind.STORE_FAILED), upgrade);
    assertThat(listener.asked).isEqualTo(canUpgrade());
    assertThat(executor.commands()).noneMatch(this::changes);
  }

  @Test
  void rule9AnUpgradeThatChangedNothingIsNotCalledUpdated() {
    Future<UpdateResult> upgrade =
        manager(canUpgrade() ? upgradingInVain() : healthy())
            .upgradeAll(UpgradeOptions.defaults(), UpgradeListener.none());
    if (canUpgrade()) {
      assertThat(Outcome.of(upgrade).outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(Outcome.of(upgrade).changes()).isEmpty();
    } else {
      Outcome.failure(FailureKind.UNSUPPORTED, upgrade);
    }
  }

  @Test
  void rule10WithoutEvidenceTheRebootVerdictIsUnknownAndSaysWhatIsMissing() {
    RebootVerdict verdict =
        Outcome.of(manager(mayNeedReboot() ? withoutRebootEvidence() : healthy()).rebootRequired());
    assertThat(verdict.verdict())
        .isEqualTo(
            mayNeedReboot() ? RebootVerdict.Verdict.UNKNOWN : RebootVerdict.Verdict.NOT_REQUIRED);
    assertThat(verdict.reasons()).isNotEmpty();
  }

  @Test
  void rule11FailuresNameTheHostAndTheCommandAndNothingIsThrown() {
    TendhostException unreachable =
        new TendhostException(FailureKind.UNREACHABLE, null, "no route to host");
    List<RemoteExecutor> broken =
        List.of(
            new ScriptedExecutor().otherwise(Answers.failing(unreachable)),
            healthy().changing(result -> Answers.result(42, "", "no idea why")),
            new ScriptedExecutor()
                .otherwise(
                    command -> {
                      throw unreachable;
                    }));
    for (RemoteExecutor executor : broken) {
      all()
          .forEach(
              (name, operation) -> {
                FleetError error = Outcome.failure(operation.apply(manager(executor)));
                assertThat(error.kind())
                    .as(name)
                    .isIn(FailureKind.UNREACHABLE, FailureKind.COMMAND_FAILED);
                assertThat(error.host()).as(name).isEqualTo(host().name());
                assertThat(error.command()).as(name).isNotBlank();
                assertThat(error.message()).as(name).isNotBlank();
              });
    }
  }

  @Test
  void rule12NoMethodBlocksItsCaller() {
    all()
        .forEach(
            (name, operation) -> {
              ScriptedExecutor silent = new ScriptedExecutor().otherwise(Answers.never());
              CompletableFuture<Future<?>> call =
                  CompletableFuture.supplyAsync(() -> operation.apply(manager(silent)));
              assertThat(call).as(name).succeedsWithin(Duration.ofSeconds(Outcome.SECONDS));
              assertThat(call.join().isComplete()).as(name).isFalse();
            });
  }

  @Test
  void rule12AnswersFromOtherThreadsWillDoAndTheExecutorStaysOpen() {
    all()
        .forEach(
            (name, operation) -> {
              ScriptedExecutor inner = healthy();
              ScriptedExecutor outer = new ScriptedExecutor().otherwise(later(inner));
              Outcome.of(operation.apply(manager(outer)));
              assertThat(outer.isClosed() || inner.isClosed()).as(name).isFalse();
            });
  }

  private static Function<Command, Future<CommandResult>> later(RemoteExecutor inner) {
    Executor threads = runnable -> new Thread(runnable, "late").start();
    return command -> {
      Promise<CommandResult> promise = Promise.promise();
      threads.execute(() -> inner.run(command).onComplete(promise));
      return promise.future();
    };
  }

  private FailureKind orUnsupported(FailureKind kind) {
    return canUpgrade() ? kind : FailureKind.UNSUPPORTED;
  }

  private static final class Refusing implements UpgradeListener {
    private volatile boolean asked;

    @Override
    public void progress(String packageName, int percent) {}

    @Override
    public Future<Void> jobStarting(JobRef job) {
      asked = true;
      return Future.failedFuture(
          new TendhostException(FailureKind.STORE_FAILED, null, "the store is full"));
    }

    @Override
    public void jobEnded(JobRef job) {}
  }
}
