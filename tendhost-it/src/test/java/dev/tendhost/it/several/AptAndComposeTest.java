package dev.tendhost.it.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.it.hosts.DebPackage;
import dev.tendhost.it.hosts.DebSource;
import dev.tendhost.it.hosts.EngineHost;
import dev.tendhost.it.hosts.Image;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real host with packages of apt's and a stack of compose's, updated as one by a fleet. */
@Tag("fleet")
@Timeout(600)
class AptAndComposeTest {
  private static final String SHOP = "/srv/shop";
  private static final Map<String, String> SETTINGS =
      Map.of("compose.soak", "PT3S", "compose.patience", "PT30S");

  private static EngineHost engine;

  private HostName host;
  private Tendhost tendhost;
  private Fleet fleet;

  @BeforeAll
  static void start() {
    engine = EngineHost.start();
  }

  @AfterAll
  static void end() {
    if (engine != null) {
      engine.close();
    }
  }

  @BeforeEach
  void outdated() {
    engine.reset();
    DebSource.install(engine, DebPackage.of("a", "1"));
    engine.registry().push(Image.of("web", "v1"), "latest");
    engine.stack(SHOP, Map.of("web", engine.registry().reference("web", "latest")));
    tendhost =
        Outcome.of(Tendhost.builder().executors(SshExecutor.provider(engine.sshOptions())).start());
    fleet = tendhost.fleet();
    HostConfig config =
        HostConfig.of(engine.name())
            .withAddress(engine.address(), engine.port())
            .withUser("root")
            .withSettings(SETTINGS);
    host = config.name();
    Outcome.of(fleet.register(config));
  }

  @AfterEach
  void close() {
    Outcome.of(tendhost.close());
  }

  @Test
  void oneUpdateDoesBothInTurnAndSaysWhoseEachChangeIs() {
    DebSource.publish(engine, DebPackage.of("a", "2"));
    String image = engine.registry().push(Image.of("web", "v2"), "latest");
    Outcome.of(fleet.query(host));
    Map<String, String> digests = digests();
    assertThat(digests).containsOnlyKeys("apt", "compose").doesNotContainValue("");
    assertThat(digests.get("apt")).isNotEqualTo(digests.get("compose"));

    HostUpdateResult result = update(UpdateRequest.apply().withExpectedPlans(digests));

    assertThat(result.outcome()).as("%s", result).isEqualTo(HostUpdateResult.Outcome.UPDATED);
    assertThat(result.managers())
        .extracting(UpdateResult::manager)
        .containsExactly("apt", "compose");
    assertThat(changes(result, "apt")).containsExactly("a 2");
    assertThat(changes(result, "compose")).containsExactly("shop/web " + image);
    assertThat(version()).isEqualTo("2");
    assertThat(engine.page(SHOP, "web")).isEqualTo("web v2");
    assertThat(Outcome.of(fleet.state(host))).isEqualTo(HostState.IDLE);
  }

  @Test
  void whenTheSecondFailsTheChangesOfTheFirstAreKeptAndTold() {
    DebSource.publish(engine, DebPackage.of("a", "2"));
    engine.registry().push(Image.of("web", "v2").with(Image.Fault.SICK), "latest");

    HostUpdateResult result = update(UpdateRequest.apply());

    assertThat(result.outcome()).as("%s", result).isEqualTo(HostUpdateResult.Outcome.PARTIAL);
    assertThat(outcomes(result))
        .isEqualTo(
            Map.of("apt", UpdateResult.Outcome.UPDATED, "compose", UpdateResult.Outcome.FAILED));
    assertThat(changes(result, "apt")).containsExactly("a 2");
    assertThat(changes(result, "compose")).isEmpty();
    assertThat(of(result, "apt").error()).isNull();
    assertThat(of(result, "compose").error().kind()).isEqualTo(FailureKind.UNHEALTHY);
    assertThat(version()).isEqualTo("2");
    assertThat(engine.page(SHOP, "web")).isEqualTo("web v1");
    assertThat(Outcome.of(fleet.state(host))).isEqualTo(HostState.FAILED);
  }

  @Test
  void whenTheFirstFailsTheSecondIsNotStarted() {
    DebSource.publish(engine, DebPackage.of("a", "2").postinst("exit 3"));
    engine.registry().push(Image.of("web", "v2"), "latest");

    HostUpdateResult result = update(UpdateRequest.apply());

    assertThat(outcomes(result))
        .isEqualTo(
            Map.of(
                "apt", UpdateResult.Outcome.FAILED, "compose", UpdateResult.Outcome.NOT_STARTED));
    assertThat(engine.page(SHOP, "web")).isEqualTo("web v1");
    assertThat(Outcome.of(fleet.state(host))).isEqualTo(HostState.FAILED);
  }

  @Test
  void ifThePlanOfTheSecondDriftedTheFirstDoesNothing() {
    DebSource.publish(engine, DebPackage.of("a", "2"));
    engine.registry().push(Image.of("web", "v2"), "latest");
    Outcome.of(fleet.query(host));
    Map<String, String> digests = digests();
    engine.registry().push(Image.of("web", "v3"), "latest");

    Outcome.failure(
        FailureKind.PLAN_DRIFTED,
        fleet.update(host, UpdateRequest.apply().withExpectedPlans(digests)));

    assertThat(version()).isEqualTo("1");
    assertThat(engine.page(SHOP, "web")).isEqualTo("web v1");
    assertThat(Outcome.of(fleet.state(host))).isEqualTo(HostState.PENDING_UPDATES);
  }

  private Map<String, String> digests() {
    List<UpdatePlan> plans = Outcome.of(fleet.plan(host, UpgradeOptions.defaults())).plans();
    return plans.stream().collect(Collectors.toMap(UpdatePlan::manager, UpdatePlan::digest));
  }

  private HostUpdateResult update(UpdateRequest request) {
    return Outcome.of(fleet.update(host, request));
  }

  private static Map<String, UpdateResult.Outcome> outcomes(HostUpdateResult result) {
    return result.managers().stream()
        .collect(Collectors.toMap(UpdateResult::manager, UpdateResult::outcome));
  }

  private static UpdateResult of(HostUpdateResult result, String manager) {
    return result.managers().stream()
        .filter(each -> each.manager().equals(manager))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> changes(HostUpdateResult result, String manager) {
    return of(result, manager).changes().stream()
        .map((PackageChange change) -> change.name() + " " + change.to())
        .toList();
  }

  private static String version() {
    return engine.run("dpkg-query -W -f='${Version}' a");
  }
}
