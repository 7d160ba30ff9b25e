package dev.tendhost.core;

import static dev.tendhost.core.PlayedHost.NEW;
import static dev.tendhost.core.PlayedHost.OLD;
import static dev.tendhost.core.PlayedHost.fails;
import static dev.tendhost.core.PlayedHost.up;
import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.OperationResult.Reboot;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.port.CommandResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reboot is proven, not assumed. */
class RebootTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final HostPolicy POLICY =
      HostPolicy.defaults()
          .withReads(RetryPolicy.none())
          .withReboot(RebootPolicy.defaults().withAutomatic(true));

  private final FakeManager apt = new FakeManager("apt");
  private final FakeStore store = new FakeStore();
  private final TestFleet test = new TestFleet(store, FleetConfig.defaults(), apt);
  private final Fleet fleet = test.fleet;
  private final PlayedHost host;

  RebootTest() {
    await(fleet.register(HostConfig.of("web-1").withPolicy(POLICY)));
    host = new PlayedHost(test, test.executors.get(HOST));
    verdict(Verdict.REQUIRED);
  }

  @AfterEach
  void close() {
    test.close();
    assertThat(test.time.waiting()).as("timers left").isZero();
  }

  @Test
  void aRebootGoesThroughEverythingThatIsSeenOnTheWay() {
    host.at(0, () -> up(OLD, "stopping"))
        .at(20, () -> fails(FailureKind.LOGINS_REFUSED))
        .at(25, () -> fails(FailureKind.CONNECTION_LOST))
        .at(30, PlayedHost::silence)
        .at(60, () -> fails(FailureKind.UNREACHABLE))
        .at(90, () -> fails(FailureKind.AUTHENTICATION))
        .at(120, () -> up(NEW, "starting"))
        .at(140, () -> up(NEW, "running"));
    host.rebooting =
        () -> {
          verdict(Verdict.NOT_REQUIRED);
          return fails(FailureKind.CONNECTION_LOST);
        };
    Reboot reboot = await(passing(reboot()));
    assertThat(reboot.proof().evidence()).containsExactly("the boot id changed");
    assertThat(reboot.proof().before().bootId()).isEqualTo(OLD);
    assertThat(reboot.proof().after().bootId()).isEqualTo(NEW);
    assertThat(reboot.proof().took()).isBetween(Duration.ofSeconds(170), Duration.ofSeconds(200));
    assertThat(test.path(HOST)).isEqualTo("IDLE>QUERYING>WAITING_REBOOT>REBOOTING>VERIFYING>IDLE");
    assertThat(host.reboots).hasSize(1);
    assertThat(host.onOldSessions).as("only the inventory of the host that is well").hasValue(1);
    assertThat(store.stored(HOST).reboot()).isNull();
  }

  @Test
  void neverTwoQuestionsAtOnce() {
    host.at(0, () -> fails(FailureKind.UNREACHABLE)).at(40, () -> up(NEW, "running"));
    await(passing(reboot()));
    assertThat(host.overlaps).hasValue(0);
  }

  @Test
  void aHostThatNeverBootsIsUnprovenWithAllThatWasSeen() {
    host.at(0, () -> up(OLD, "running")).at(600, () -> fails(FailureKind.UNREACHABLE));
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.REBOOT_UNPROVEN);
    assertThat(error.message()).contains("within 900 s");
    assertThat(error.details())
        .hasEntrySatisfying("seen01", seen -> assertThat(seen).contains("from the boot before"))
        .hasEntrySatisfying("seen02", seen -> assertThat(seen).contains("UNREACHABLE"));
    assertThat(await(fleet.status(HOST)).failed().error()).isEqualTo(error);
    await(fleet.retry(HOST));
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.IDLE);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"HOST_KEY_CHANGED", "HOST_KEY_UNKNOWN", "HOST_KEY_REVOKED"})
  void anotherKeyEndsTheWaitingAtOnce(FailureKind kind) {
    host.at(0, () -> fails(FailureKind.UNREACHABLE)).at(30, () -> fails(kind));
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.message()).contains("before it was proven");
    assertThat(error.details().get("seen01")).contains("UNREACHABLE");
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }

  @Test
  void whoIsRefusedForTwoMinutesDoesNotKnockForEver() {
    AtomicInteger knocks = new AtomicInteger();
    host.at(
        0,
        () -> {
          knocks.incrementAndGet();
          return fails(FailureKind.AUTHENTICATION);
        });
    assertThat(error(passing(reboot())).kind()).isEqualTo(FailureKind.AUTHENTICATION);
    assertThat(knocks.get()).isLessThan(40);
  }

  @Test
  void aHostThatBootsOverAndOverIsNotWell() {
    AtomicInteger boots = new AtomicInteger();
    host.at(30, () -> up("0000000" + (boots.incrementAndGet() % 9) + NEW.substring(8), "running"));
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.REBOOT_UNPROVEN);
    assertThat(error.message()).contains("over and over");
  }

  @Test
  void aSecondBootIsToldAndTheSoakBeginsAnew() {
    String third = "11111111" + NEW.substring(8);
    host.at(10, () -> up(NEW, "running")).at(35, () -> up(third, "running"));
    Reboot reboot = await(passing(reboot()));
    assertThat(reboot.proof().after().bootId()).isEqualTo(third);
    assertThat(reboot.proof().findings())
        .containsExactly("it booted once more: the boot id changed");
    assertThat(reboot.proof().took()).isGreaterThan(Duration.ofSeconds(65));
  }

  @Test
  void aServiceThatFailsSinceTheRebootMakesItUnwell() {
    host.at(Long.MIN_VALUE, () -> up(OLD, "degraded", "old.service"))
        .at(20, () -> up(NEW, "degraded", "nginx.service", "old.service"));
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.UNHEALTHY);
    assertThat(error.message()).contains("nginx.service failed, and had not before");
  }

  @Test
  void aHostThatIsNoWorseThanBeforeIsWellAndThatIsTold() {
    host.at(Long.MIN_VALUE, () -> up(OLD, "degraded", "old.service"))
        .at(20, () -> up(NEW, "degraded", "old.service"));
    assertThat(await(passing(reboot())).proof().findings())
        .containsExactly("old.service failed, as it had before");
  }

  @Test
  void whatForbidsARebootIsNamedAndNothingIsSent() {
    host.locks =
        List.of(
            "WHO  UID USER PID COMM WHAT           WHY   MODE",
            "apt  0   root 71  apt  sleep:shutdown a b c block",
            "gdm  0   root 72  gdm  shutdown       login delay");
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.REBOOT_INHIBITED);
    assertThat(error.details().get("holder"))
        .isEqualTo("apt 0 root 71 apt sleep:shutdown a b c block");
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.WAITING_REBOOT);
    assertThat(host.reboots).isEmpty();
  }

  @ParameterizedTest(name = "{0}, force {1}, automatic {2}: {3}")
  @CsvSource({
    "REQUIRED,     false, true,  true",
    "REQUIRED,     false, false, false",
    "REQUIRED,     true,  false, true",
    "UNKNOWN,      false, true,  false",
    "UNKNOWN,      true,  false, true",
    "NOT_REQUIRED, true,  true,  false",
  })
  void whatRebootsAndWhatDoesNot(
      Verdict verdict, boolean force, boolean automatic, boolean rebooted) {
    HostName other = HostName.of("db-1");
    await(
        fleet.register(
            HostConfig.of("db-1")
                .withPolicy(POLICY.withReboot(POLICY.reboot().withAutomatic(automatic)))));
    PlayedHost played = new PlayedHost(test, test.executors.get(other));
    played.at(20, () -> up(NEW, "running"));
    verdict(verdict);
    RebootRequest request = RebootRequest.ifRequired().withForce(force);
    Reboot reboot = await(passing(fleet.rebootIfRequired(other, request)));
    assertThat(reboot.rebooted()).isEqualTo(rebooted);
    assertThat(reboot.verdict().verdict()).isEqualTo(verdict);
    assertThat(played.reboots).hasSize(rebooted ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHostThatTellsNothingOfItsBootIsNotRebooted(boolean force) {
    host.at(
        Long.MIN_VALUE,
        () -> FakeExecutor.says("tendhost-probe-begin\nsystem running\ntendhost-probe-end\n"));
    RebootRequest request = RebootRequest.ifRequired().withForce(force);
    FleetError error = error(passing(fleet.rebootIfRequired(HOST, request)));
    assertThat(error.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(error.message()).contains("/proc/sys/kernel/random/boot_id");
    assertThat(host.reboots).isEmpty();
  }

  @Test
  void aHostWithHalfInstalledPackagesIsRebootedOnlyWithForce() {
    apt.list =
        () ->
            Future.succeededFuture(
                new PackageInventory(
                    "apt", List.of(), Duration.ZERO, List.of("hello is half configured")));
    apt.interrupted = true;
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(error.message()).contains("hello is half configured");
    assertThat(host.reboots).isEmpty();
    host.at(20, () -> up(NEW, "running"));
    RebootRequest force = RebootRequest.ifRequired().withForce(true);
    assertThat(await(passing(fleet.rebootIfRequired(HOST, force))).rebooted()).isTrue();
  }

  @Test
  void aProblemThatIsNoInterruptedTransactionForbidsNoReboot() {
    apt.list =
        () ->
            Future.succeededFuture(
                new PackageInventory(
                    "apt", List.of(), Duration.ZERO, List.of("a source was never fetched")));
    host.at(20, () -> up(NEW, "running"));
    assertThat(await(passing(reboot())).rebooted()).isTrue();
  }

  @Test
  void aHostThatIsBackIsVerifiedAlsoIfThatCannotBeStored() {
    host.at(20, () -> up(NEW, "running"));
    host.rebooting =
        () -> {
          store.before = snapshot -> Future.failedFuture("the disk is full");
          return FakeExecutor.says("");
        };
    assertThat(await(passing(reboot())).rebooted()).isTrue();
    assertThat(await(fleet.status(HOST)).unsaved()).isTrue();
    store.before = snapshot -> Future.succeededFuture();
    test.until(
        () -> {
          test.time.advance(Duration.ofSeconds(10));
          return !await(fleet.status(HOST)).unsaved();
        });
    assertThat(store.stored(HOST).state()).isEqualTo(await(fleet.state(HOST)));
  }

  @Test
  void aCommandThatIsNotThereFailsAtOnce() {
    host.rebooting =
        () ->
            Future.succeededFuture(
                new CommandResult(127, null, "", "neither", false, false, Duration.ZERO));
    assertThat(error(passing(reboot())).kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }

  @Test
  void anInhibitorThatCameInBetweenIsAFailureThatSaysSo() {
    host.rebooting =
        () ->
            Future.succeededFuture(
                new CommandResult(
                    1,
                    null,
                    "",
                    "apt 0 root 71 apt sleep:shutdown a block",
                    false,
                    false,
                    Duration.ZERO));
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.REBOOT_INHIBITED);
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }

  @Test
  void aRebootBySomebodyElseIsNoticedAndVerified() {
    await(fleet.query(HOST));
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.WAITING_REBOOT);
    verdict(Verdict.NOT_REQUIRED);
    host.at(Long.MIN_VALUE, () -> up(NEW, "running"));
    assertThat(await(passing(fleet.checkHealth(HOST))).healthy()).isTrue();
    assertThat(test.path(HOST)).endsWith("WAITING_REBOOT>VERIFYING>IDLE");
    assertThat(host.reboots).isEmpty();
  }

  @Test
  void anUpdateThatMakesARebootDueRebootsByPolicy() {
    verdict(Verdict.NOT_REQUIRED);
    apt.upgradable = List.of(FakeManager.upgradable("linux-image"));
    apt.upgrade =
        (options, listener) -> {
          verdict(Verdict.REQUIRED);
          return apt.done();
        };
    host.at(20, () -> up(NEW, "running"));
    host.rebooting =
        () -> {
          verdict(Verdict.NOT_REQUIRED);
          return FakeExecutor.says("");
        };
    OperationId update = new OperationId("update-1");
    await(fleet.update(HOST, UpdateRequest.apply().withOperation(update)));
    OperationOutcome reboot = await(passing(fleet.outcome(HOST, update.rebootAfter())));
    assertThat(host.reboots).hasSize(1);
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.IDLE);
    assertThat(((OperationResult.Reboot) reboot.result()).rebooted()).isTrue();
  }

  @Test
  void aServiceThatAnUpdateBrokeMakesTheHostUnwell() {
    verdict(Verdict.NOT_REQUIRED);
    apt.upgradable = List.of(FakeManager.upgradable("nginx"));
    apt.upgrade =
        (options, listener) -> {
          host.at(Long.MIN_VALUE, () -> up(OLD, "degraded", "nginx.service"));
          return apt.done();
        };
    await(fleet.update(HOST, UpdateRequest.apply()));
    assertThat(await(fleet.checkHealth(HOST)).findings())
        .containsExactly("nginx.service failed, and had not before");
    assertThat(await(fleet.status(HOST)).failed().error().kind()).isEqualTo(FailureKind.UNHEALTHY);
  }

  private Future<Reboot> reboot() {
    return fleet.rebootIfRequired(HOST, RebootRequest.ifRequired());
  }

  private void verdict(Verdict verdict) {
    apt.reboot = () -> Future.succeededFuture(new RebootVerdict(verdict, List.of("kernel")));
  }

  private Future<Boolean> untilCompleted(OperationKind kind) {
    Promise<Boolean> completed = Promise.promise();
    fleet
        .events()
        .handler(
            event -> {
              if (event instanceof OperationCompleted done && done.kind() == kind) {
                completed.tryComplete(true);
              }
            });
    return completed.future();
  }

  /** Lets time pass, half a second at a time, until it has ended. */
  private <T> Future<T> passing(Future<T> operation) {
    test.until(
        () -> {
          await(fleet.state(HOST));
          test.time.advance(Duration.ofMillis(500));
          return operation.isComplete();
        });
    return operation;
  }
}
