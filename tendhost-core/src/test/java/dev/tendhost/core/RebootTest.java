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
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.OperationResult.Reboot;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reboot is proven, not assumed. */
class RebootTest extends RebootTests {
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
}
