package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RemoteExecutor;
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

/** The rules of {@link PackageManager} that concern what is read, and every call. */
abstract class PackageManagerReadingRules extends PackageManagerScenarios {
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
      readingFirst()
          .forEach(
              (name, operation) -> {
                ScriptedExecutor spoiled = healthy().changing(way.getValue());
                FleetError error =
                    Outcome.failure(
                        name + " after " + way.getKey(), operation.apply(manager(spoiled)));
                assertThat(error.kind())
                    .as(name + " after " + way.getKey() + ": " + error.message())
                    .isEqualTo(FailureKind.UNPARSABLE_OUTPUT);
                if (name.equals("upgradeAll")) {
                  assertThat(spoiled.commands()).as(name).noneMatch(this::changes);
                }
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
      assertThat(executor.commands()).as("refresh").anyMatch(this::fetches);
    } else {
      assertThat(executor.commands())
          .as("refresh where no metadata is kept")
          .noneMatch(command -> fetches(command) || changes(command));
    }
  }

  @Test
  void rule4AHeldLockIsRetryableAndNamesItsHolder() {
    if (!hasLock()) {
      assertThatCode(() -> Outcome.of(manager(healthy()).refresh())).doesNotThrowAnyException();
      return;
    }
    FleetError error = Outcome.failure(manager(locked()).refresh());
    assertThat(error.kind()).as(error.message()).isEqualTo(FailureKind.PACKAGES_LOCKED);
    assertThat(error.kind().retryable()).isTrue();
    assertThat(error.details().get("holder")).as("the detail 'holder'").contains(holder());
  }

  @Test
  void rule5AMissingToolIsNamedSo() {
    CommandResult missing = Answers.result(127, "", "sh: 1: the-tool: not found\n");
    all()
        .forEach(
            (name, operation) -> {
              ScriptedExecutor executor = healthy().changing(result -> missing);
              FleetError error = Outcome.failure(name, operation.apply(manager(executor)));
              assertThat(error.kind()).as(name).isEqualTo(FailureKind.PACKAGE_MANAGER_MISSING);
            });
  }

  @Test
  void rule10WithoutEvidenceTheRebootVerdictIsUnknownAndSaysWhatIsMissing() {
    RebootVerdict verdict =
        Outcome.of(manager(mayNeedReboot() ? withoutRebootEvidence() : healthy()).rebootRequired());
    assertThat(verdict.verdict())
        .isEqualTo(mayNeedReboot() ? Verdict.UNKNOWN : Verdict.NOT_REQUIRED);
    assertThat(verdict.reasons()).as("the reasons of " + verdict.verdict()).isNotEmpty();
  }

  @Test
  void rule12FailuresNameTheHostAndTheCommandAndNothingIsThrown() {
    TendhostException unreachable =
        new TendhostException(FailureKind.UNREACHABLE, null, "no route to host");
    Function<Command, Future<CommandResult>> thrower =
        command -> {
          throw unreachable;
        };
    Map<String, RemoteExecutor> broken = new TreeMap<>();
    broken.put("unreachable", new ScriptedExecutor().otherwise(Answers.failing(unreachable)));
    broken.put("exit code 42", healthy().changing(result -> Answers.result(42, "", "no idea")));
    broken.put("an executor that throws", new ScriptedExecutor().otherwise(thrower));
    broken.forEach(
        (way, executor) ->
            all()
                .forEach(
                    (name, operation) -> {
                      String call = name + ", " + way;
                      FleetError error = Outcome.failure(call, operation.apply(manager(executor)));
                      assertThat(error.kind())
                          .as(call)
                          .isIn(FailureKind.UNREACHABLE, FailureKind.COMMAND_FAILED);
                      assertThat(error.host()).as(call).isEqualTo(host().name());
                      assertThat(error.command()).as("the command of " + call).isNotBlank();
                      assertThat(error.message()).as("the message of " + call).isNotBlank();
                    }));
  }

  @Test
  void rule13NoMethodBlocksItsCaller() {
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
  void rule13AnswersFromOtherThreadsWillDoAndTheExecutorStaysOpen() {
    Map<String, Function<PackageManager, Future<?>>> operations = new TreeMap<>(reading());
    operations.put("refresh", PackageManager::refresh);
    operations.forEach(
        (name, operation) -> {
          ScriptedExecutor inner = healthy();
          ScriptedExecutor outer = new ScriptedExecutor().otherwise(later(inner));
          Outcome.of(operation.apply(manager(outer)));
          assertThat(List.of(outer.isClosed(), inner.isClosed())).as(name).containsOnly(false);
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
}
