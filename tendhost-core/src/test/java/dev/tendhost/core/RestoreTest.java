package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.StoredHosts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A controller ends in the middle of things, and another takes up what it has stored. */
class RestoreTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final OperationId ID = new OperationId("mine");
  private static final UpdateRequest UPDATE = UpdateRequest.apply().withOperation(ID);
  private static final JobRef JOB = new JobRef("apt", "install", "job-1", "digest");

  private final FakeManager apt = new FakeManager("apt");
  private final FakeManager compose = new FakeManager("compose");
  private Function<Command, Future<CommandResult>> answer = FakeExecutor::usual;
  private FakeStore store = new FakeStore();
  private TestFleet test = start();

  RestoreTest() {
    compose.priority = apt.priority + 1;
    compose.detect = () -> Future.succeededFuture(false);
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    await(test.fleet.register(HostConfig.of("web-1")));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aRestingHostIsAsItWas() {
    await(test.fleet.query(HOST));
    HostStatus before = await(test.fleet.status(HOST));
    restart();
    assertThat(await(test.fleet.status(HOST))).isEqualTo(before);
    assertThat(before.state()).isEqualTo(HostState.PENDING_UPDATES);
    assertThat(await(test.fleet.list(ListHostsRequest.first())).items()).hasSize(1);
  }

  @Test
  void aQueryIsCutOffAndItsOutcomeTold() {
    AtomicBoolean asked = new AtomicBoolean();
    apt.list =
        () -> {
          asked.set(true);
          return Promise.<PackageInventory>promise().future();
        };
    test.fleet.query(HOST, InventoryRequest.defaults().withOperation(ID));
    test.until(asked::get);
    restart();
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.IDLE);
    OperationOutcome outcome = await(test.fleet.operation(HOST, ID)).outcome();
    assertThat(outcome.error().kind()).isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
    assertThat(await(test.fleet.status(HOST)).running()).isNull();
    assertThat(test.tendhost.resumed()).isEmpty();
  }

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
  void anUpdateWhoseJobHadNotBegunIsNotBegun() {
    AtomicBoolean asked = new AtomicBoolean();
    apt.upgrade =
        (options, listener) -> {
          asked.set(true);
          return Promise.<UpdateResult>promise().future();
        };
    test.fleet.update(HOST, UPDATE);
    test.until(asked::get);
    restart();
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.PENDING_UPDATES);
    assertThat(await(test.fleet.operation(HOST, ID)).outcome().error().kind())
        .isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
    assertThat(apt.asked).doesNotContain("resume").containsOnlyOnce("upgrade");
  }

  @Test
  void anUpdateThatEndedIsNotDoneAgainUnderItsId() {
    await(test.fleet.update(HOST, UPDATE));
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    restart();
    HostUpdateResult again = await(test.fleet.update(HOST, UPDATE));
    assertThat(again.outcome()).isEqualTo(HostUpdateResult.Outcome.UPDATED);
    assertThat(apt.asked).containsOnlyOnce("upgrade");
  }

  @Test
  void aFailureItsCountAndItsAcknowledgementStay() {
    apt.upgrade = (options, listener) -> failure(FailureKind.COMMAND_FAILED);
    await(test.fleet.update(HOST, UpdateRequest.apply()));
    await(test.fleet.retry(HOST));
    await(test.fleet.query(HOST));
    await(test.fleet.update(HOST, UpdateRequest.apply()));
    await(test.fleet.acknowledge(HOST));
    HostStatus before = await(test.fleet.status(HOST));
    restart();
    assertThat(await(test.fleet.status(HOST))).isEqualTo(before);
    assertThat(before.failed().acknowledged()).isTrue();
    assertThat(before.failed().retryCount()).isEqualTo(1);
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

  @Test
  void aHostOfWhichNothingCanBeReadIsFailedAndNotMissing() {
    restart(Map.of(HostName.of("db-1"), "it is torn; put aside as db-1.json.damaged"));
    HostStatus status = await(test.fleet.status(HostName.of("db-1")));
    assertThat(status.failed().error().kind()).isEqualTo(FailureKind.STORE_FAILED);
    assertThat(status.failed().error().message()).contains("put aside");
    restart();
    assertThat(await(test.fleet.status(HostName.of("db-1"))).failed()).isEqualTo(status.failed());
  }

  @Test
  void aRestoredHostTakesAnotherConfigurationOnce() {
    await(test.fleet.query(HOST));
    restart();
    HostConfig moved = HostConfig.of("web-1").withAddress("10.0.0.9", 22).withUser("ops");
    FakeExecutor before = test.executors.get(HOST);
    await(test.fleet.register(moved));
    assertThat(before.closed).isTrue();
    assertThat(test.executors.get(HOST)).isNotSameAs(before);
    assertThat(store.stored(HOST).config()).isEqualTo(moved);
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.PENDING_UPDATES);
    assertThat(error(test.fleet.register(moved)).kind()).isEqualTo(FailureKind.HOST_ALREADY_EXISTS);
  }

  @Test
  void aRestoredHostAtWorkIsNotConfiguredOtherwise() {
    runJob();
    apt.resume = (options, listener) -> Promise.<UpdateResult>promise().future();
    restart();
    HostConfig moved = HostConfig.of("web-1").withUser("ops");
    assertThat(error(test.fleet.register(moved)).kind()).isEqualTo(FailureKind.HOST_BUSY);
    await(test.fleet.register(HostConfig.of("web-1")));
  }

  @Test
  void aLeavingHostGoesOnLeaving() {
    runJob();
    await(test.fleet.unregister(HOST, false));
    Promise<UpdateResult> end = Promise.promise();
    apt.resume = (options, listener) -> end.future();
    restart();
    assertThat(await(test.fleet.status(HOST)).leaving()).isTrue();
    assertThat(error(test.fleet.query(HOST)).kind()).isEqualTo(FailureKind.HOST_LEAVING);
    end.complete(await(apt.done()));
    test.next(HostUnregistered.class);
    assertThat(store.stored(HOST)).isNull();
  }

  @Test
  void aStoreThatCannotBeReadKeepsTheFleetFromStarting() {
    FakeStore fails = new FakeStore();
    fails.loading =
        () ->
            Future.failedFuture(
                new TendhostException(FailureKind.STORE_FAILED, null, "a later version wrote it"));
    Vertx vertx = Vertx.vertx();
    assertThat(
            error(
                    Tendhost.builder()
                        .vertx(vertx)
                        .store(fails)
                        .executors((host, secrets, listener) -> new FakeExecutor(listener))
                        .packageManagers(List.of())
                        .start())
                .message())
        .contains("a later version wrote it");
    await(vertx.close());
  }

  /** An update whose job runs on the host. */
  private void runJob() {
    AtomicBoolean running = new AtomicBoolean();
    apt.upgrade =
        (options, listener) ->
            listener
                .jobStarting(JOB)
                .onSuccess(done -> running.set(true))
                .compose(done -> Promise.<UpdateResult>promise().future());
    test.fleet.update(HOST, UPDATE);
    test.until(running::get);
  }

  private void passUntilItsOutcomeIsKnown() {
    test.until(
        () -> {
          test.time.advance(Duration.ofMillis(500));
          return await(test.fleet.operation(HOST, ID)).outcome() != null;
        });
  }

  private void restart() {
    restart(Map.of());
  }

  /** As the host answers from the restart on. */
  private void restart(Function<Command, Future<CommandResult>> host) {
    answer = host;
    restart();
  }

  /** What is stored at this moment is all that the next controller has. */
  private void restart(Map<HostName, String> damaged) {
    List<HostSnapshot> stored = await(store.inner.loadAll()).hosts();
    test.close();
    store = new FakeStore();
    stored.forEach(host -> await(store.inner.save(host)));
    if (!damaged.isEmpty()) {
      store.loading = () -> Future.succeededFuture(new StoredHosts(stored, damaged));
    }
    test = start();
  }

  private TestFleet start() {
    return new TestFleet(store, FleetConfig.defaults(), answer, apt, compose);
  }

  private static HostUpdateResult update(OperationOutcome outcome) {
    return ((OperationResult.Update) outcome.result()).update();
  }

  private static <T> Future<T> failure(FailureKind kind) {
    return Future.failedFuture(new TendhostException(kind, null, "as the test wants it"));
  }
}
