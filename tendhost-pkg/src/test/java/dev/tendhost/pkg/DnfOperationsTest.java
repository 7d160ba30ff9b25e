package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.core.tck.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the adapter asks: whom, in which way, and what it makes of nonsense. */
class DnfOperationsTest {
  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5", "yum3"})
  void garbageOfAnyCommandIsAnErrorNeverAnEmptyList(String tool) {
    Map<String, UnaryOperator<String>> ways =
        Map.of(
            "nothing", text -> "",
            "a blank line", text -> "\n",
            "a page", text -> "<html><body>Sign in</body></html>\n",
            "half", text -> text.substring(0, text.length() / 2),
            "all but the end", text -> text.substring(0, text.lastIndexOf("told ")));
    ScriptedExecutor whole = DnfScript.healthy(tool);
    Outcome.of(manager(whole).listUpgradable());
    int commands = whole.commands().size();
    assertThat(commands).isGreaterThanOrEqualTo(4);
    ways.forEach(
        (name, way) -> {
          for (int at = 0; at < commands; at++) {
            Outcome.failure(
                FailureKind.UNPARSABLE_OUTPUT, manager(spoiling(tool, at, way)).listUpgradable());
          }
        });
  }

  @Test
  void aRefreshNeverSaysYesAndSkipsNoRepository() {
    for (String tool : List.of(DnfScript.DNF4, DnfScript.DNF5, DnfScript.YUM3)) {
      ScriptedExecutor executor = DnfScript.healthy(tool);
      Outcome.of(manager(executor).refresh());
      Command refresh = executor.commands().get(executor.commands().size() - 1);
      assertThat(refresh.asRoot()).isTrue();
      assertThat(refresh.stdin()).isNull();
      assertThat(refresh.script())
          .contains("makecache", "--setopt='*.skip_if_unavailable=0'")
          .doesNotContain(" -y", "assumeyes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5", "yum3"})
  void aPlanPassesOverNoRepositoryAndIsWrittenPlainly(String tool) {
    ScriptedExecutor executor = DnfScript.healthy(tool);
    Outcome.of(manager(executor).upgradeDryRun(UpgradeOptions.defaults()));
    assertThat(executor.commands())
        .filteredOn(command -> command.withTitle(null).display().contains("--assumeno"))
        .isNotEmpty()
        .allSatisfy(
            command ->
                assertThat(command.script())
                    .contains(
                        "--setopt='*.skip_if_unavailable=0'",
                        "--setopt=color=never",
                        "--setopt=debuglevel=2")
                    .doesNotContain("WHOLE", "PLAIN", "SHOWN"));
  }

  @Test
  void aRepositoryThatWasSkippedAllTheSameIsNoSuccess() {
    CommandResult skipped = result(0, "", "Ignoring repositories: dead\n");
    Outcome.failure(
        FailureKind.REPOSITORY_UNAVAILABLE,
        manager(DnfScript.refreshing(DnfScript.DNF4, skipped)).refresh());
  }

  @Test
  void theAgeCountsFromBeforeAnOwnRefreshThatSucceeded() {
    DnfPackageManager manager = manager(DnfScript.healthy(DnfScript.DNF4));
    Duration before = Outcome.of(manager.listUpgradable()).metadataAge();
    assertThat(before).isLessThan(Duration.ofMinutes(1));
    Outcome.of(manager.refresh());
    assertThat(Outcome.of(manager.listUpgradable()).metadataAge()).isEqualTo(before);
  }

  @Test
  void theToolIsAskedOnceAndAgainAfterAFailure() {
    AtomicInteger probes = new AtomicInteger();
    AtomicInteger lists = new AtomicInteger();
    ScriptedExecutor executor =
        new ScriptedExecutor()
            .on(
                ScriptedExecutor.containing("ask version "),
                command -> {
                  probes.incrementAndGet();
                  return Future.succeededFuture(DnfScript.recorded(DnfScript.DNF4, "probe"));
                })
            .on(
                ScriptedExecutor.containing("ask installed "),
                command ->
                    Future.succeededFuture(
                        lists.incrementAndGet() == 2
                            ? ok("garbage")
                            : DnfScript.recorded(DnfScript.DNF4, "lists")))
            .over(DnfScript.healthy(DnfScript.DNF4));
    DnfPackageManager manager = manager(executor);
    Outcome.of(manager.listUpgradable());
    Outcome.failure(FailureKind.UNPARSABLE_OUTPUT, manager.listUpgradable());
    assertThat(probes).hasValue(1);
    Outcome.of(manager.listUpgradable());
    assertThat(probes).hasValue(2);
  }

  @Test
  void aHostWithoutTheToolIsToldSo() {
    ScriptedExecutor executor =
        new ScriptedExecutor()
            .on(
                "ask version ",
                ok("tendhost-probe-begin\ntool none\ntold tool 1\ntendhost-probe-end\n"));
    Outcome.failure(FailureKind.PACKAGE_MANAGER_MISSING, manager(executor).listUpgradable());
  }

  private static ScriptedExecutor spoiling(String tool, int at, UnaryOperator<String> way) {
    AtomicInteger next = new AtomicInteger();
    return DnfScript.healthy(tool)
        .changing(
            result ->
                next.getAndIncrement() == at
                    ? Answers.withStdout(result, way.apply(result.stdout()), false)
                    : result);
  }

  private static DnfPackageManager manager(ScriptedExecutor executor) {
    return new DnfPackageManager(
        new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), Map.of()), executor);
  }
}
