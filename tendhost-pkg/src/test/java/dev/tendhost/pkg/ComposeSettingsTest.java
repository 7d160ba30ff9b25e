package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.pkg.ComposeScript.manager;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host's settings do. */
class ComposeSettingsTest {
  @Test
  void directoriesWithoutAStackAreToldApart() {
    String setting = "/srv/b c:/srv/shop";
    assertThat(Outcome.of(in(setting, ComposeScript.healthy()).listUpgradable()).problems())
        .isEmpty();
    ScriptedExecutor other =
        new ScriptedExecutor()
            .on(
                "docker-compose.yaml docker-compose.yml; do",
                ok("tendhost-probe-begin\nfile 0 compose.yml\nfile 1 none\ntendhost-probe-end\n"))
            .over(ComposeScript.healthy());
    FleetError error =
        Outcome.failure(
            FailureKind.INVALID_CONFIGURATION,
            in("[\"/srv/idle\", \"/srv/x:y\"]", other).listUpgradable());
    assertThat(error.message()).contains("\"/srv/x:y\"").doesNotContain("/srv/idle\"");
    ScriptedExecutor idle =
        new ScriptedExecutor()
            .on(
                "docker-compose.yaml docker-compose.yml; do",
                ok("tendhost-probe-begin\nfile 0 compose.yml\ntendhost-probe-end\n"))
            .over(ComposeScript.healthy());
    assertThat(Outcome.of(in("/srv/idle", idle).listUpgradable()).problems())
        .containsExactly(
            "the stack of /srv/idle/compose.yml has no containers, so nothing of it was checked");
  }

  @ParameterizedTest
  @CsvSource({
    "compose.paths, relative",
    "compose.paths, /a::/b",
    "compose.paths, [1]",
    "compose.paths, [",
    "compose.soak, 10",
    "compose.soak, PT-1S",
    "compose.soak, PT2H",
    "compose.patience, soon",
    "compose.as-root, yes",
  })
  void settingsThatMakeNoSense(String key, String value) {
    ScriptedExecutor executor = ComposeScript.healthy();
    FleetError error =
        Outcome.failure(
            FailureKind.INVALID_CONFIGURATION,
            manager(executor, Map.of(key, value)).listUpgradable());
    assertThat(error.message()).contains(key);
    assertThat(executor.commands()).isEmpty();
  }

  @Test
  void everythingAsRootIfTheHostSaysSo() {
    ScriptedExecutor executor = ComposeScript.healthy();
    Outcome.of(manager(executor, Map.of("compose.as-root", "true")).listUpgradable());
    assertThat(executor.commands()).isNotEmpty().allMatch(Command::asRoot);
  }

  @Test
  void withTheLoginThatWasAskedEverywhere() {
    ScriptedExecutor executor = ComposeScript.healthy();
    Outcome.of(manager(executor).listUpgradable());
    assertThat(executor.commands().subList(1, executor.commands().size()))
        .allSatisfy(
            command ->
                assertThat(command.environment()).containsEntry("DOCKER_CONFIG", "/root/.docker"));
  }

  private static ComposePackageManager in(String paths, ScriptedExecutor executor) {
    return manager(executor, Map.of("compose.paths", paths));
  }
}
