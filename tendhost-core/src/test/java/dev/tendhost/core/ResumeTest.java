package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What goes on under the next controller: jobs, reboots and the checks after them. */
class ResumeTest extends RestoreTests {
  @Test
  void aJobIsTakenUpUnderTheIdOfItsOperation() {
    runJob();
    apt.resume = (options, listener) -> apt.done();
    restart();
    HostStatus resumed = test.tendhost.resumed().get(0);
    assertThat(resumed.state()).isEqualTo(HostState.UPDATING); // also where it has ended since
    assertThat(resumed.running().id()).isEqualTo(ID);
    OperationOutcome outcome = await(test.fleet.outcome(HOST, ID));
    assertThat(outcome.error()).isNull();
    assertThat(update(outcome).outcome()).isEqualTo(HostUpdateResult.Outcome.UPDATED);
    assertThat(apt.asked).containsOnlyOnce("upgrade").contains("resume");
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.IDLE);
    assertThat(await(test.fleet.status(HOST)).lastUpdated()).isNotNull();
  }

  @Test
  void aManagerThatWasNotReachedMakesItPartial() {
    compose.detect = () -> Future.succeededFuture(true);
    compose.upgradable = List.of(FakeManager.upgradable("shop"));
    runJob();
    apt.resume = (options, listener) -> apt.done();
    restart();
    OperationOutcome outcome = await(test.fleet.outcome(HOST, ID));
    assertThat(update(outcome).outcome()).isEqualTo(HostUpdateResult.Outcome.PARTIAL);
    assertThat(update(outcome).managers())
        .extracting(UpdateResult::outcome)
        .containsExactly(UpdateResult.Outcome.UPDATED, UpdateResult.Outcome.NOT_STARTED);
    assertThat(compose.asked).doesNotContain("upgrade");
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.PENDING_UPDATES);
    assertThat(await(test.fleet.status(HOST)).lastUpdated()).isNull();
  }

  @Test
  void whatAnEarlierManagerDidIsToldWithTheJobOfALaterOne() {
    compose.detect = () -> Future.succeededFuture(true);
    compose.upgradable = List.of(FakeManager.upgradable("shop"));
    JobRef job = new JobRef("compose", "up", "job-2", "digest");
    AtomicBoolean running = new AtomicBoolean();
    compose.upgrade =
        (options, listener) ->
            listener
                .jobStarting(job)
                .onSuccess(done -> running.set(true))
                .compose(done -> Promise.<UpdateResult>promise().future());
    test.fleet.update(HOST, UPDATE);
    test.until(running::get);
    compose.resume = (options, listener) -> compose.done();
    restart();
    HostUpdateResult update = update(await(test.fleet.outcome(HOST, ID)));
    assertThat(update.outcome()).isEqualTo(HostUpdateResult.Outcome.UPDATED);
    assertThat(update.managers().get(0).changes()).hasSize(1);
    assertThat(update.managers().get(1).changes()).hasSize(1);
  }

  @Test
  void aRebootIsWaitedForAndNotSentAgain() {
    apt.upgradable = List.of();
    apt.reboot =
        () -> Future.succeededFuture(new RebootVerdict(Verdict.REQUIRED, List.of("kernel")));
    PlayedHost before = new PlayedHost(test, test.executors.get(HOST));
    before.at(0, () -> PlayedHost.fails(FailureKind.UNREACHABLE));
    RebootRequest force = new RebootRequest(true, ID);
    test.fleet.rebootIfRequired(HOST, force);
    test.until(() -> await(test.fleet.state(HOST)) == HostState.REBOOTING);
    test.until(() -> before.reboots.size() == 1);
    apt.reboot =
        () -> Future.succeededFuture(new RebootVerdict(Verdict.NOT_REQUIRED, List.of("new")));
    Function<Command, Future<CommandResult>> booted =
        command -> PlayedHost.up(PlayedHost.NEW, "running");
    restart(booted);
    passUntilItsOutcomeIsKnown();
    OperationOutcome outcome = await(test.fleet.operation(HOST, ID)).outcome();
    assertThat(outcome.error()).isNull();
    assertThat(((OperationResult.Reboot) outcome.result()).proof().before().bootId())
        .isEqualTo(PlayedHost.OLD);
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.IDLE);
    assertThat(before.reboots).hasSize(1);
  }

  @Test
  void anUpdateThatEndsAfterTheRestartRebootsByPolicy() {
    HostPolicy automatic =
        HostPolicy.defaults().withReboot(RebootPolicy.defaults().withAutomatic(true));
    await(test.fleet.unregister(HOST, false));
    test.next(HostUnregistered.class);
    await(test.fleet.register(HostConfig.of("web-1").withPolicy(automatic)));
    runJob();
    apt.reboot =
        () -> Future.succeededFuture(new RebootVerdict(Verdict.REQUIRED, List.of("kernel")));
    apt.resume = (options, listener) -> apt.done();
    AtomicBoolean told = new AtomicBoolean();
    restart(
        command -> {
          told.set(told.get() || "reboot".equals(command.title()));
          return PlayedHost.up(told.get() ? PlayedHost.NEW : PlayedHost.OLD, "running");
        });
    test.until(told::get);
    assertThat(update(await(test.fleet.operation(HOST, ID)).outcome()).outcome())
        .isEqualTo(HostUpdateResult.Outcome.UPDATED);
  }

  @Test
  void aHostThatWasBeingVerifiedIsVerifiedAgain() {
    apt.upgradable = List.of();
    apt.reboot =
        () -> Future.succeededFuture(new RebootVerdict(Verdict.REQUIRED, List.of("kernel")));
    PlayedHost before = new PlayedHost(test, test.executors.get(HOST));
    before.at(0, () -> PlayedHost.up(PlayedHost.NEW, "starting"));
    test.fleet.rebootIfRequired(HOST, new RebootRequest(true, ID));
    test.until(() -> await(test.fleet.state(HOST)) == HostState.VERIFYING);
    restart(command -> PlayedHost.up(PlayedHost.NEW, "degraded", "nginx.service"));
    passUntilItsOutcomeIsKnown();
    assertThat(await(test.fleet.operation(HOST, ID)).outcome().error().kind())
        .isEqualTo(FailureKind.UNHEALTHY);
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }
}
