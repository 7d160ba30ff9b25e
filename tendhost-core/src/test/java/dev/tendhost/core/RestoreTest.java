package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a host is when its controller ended and the next one has begun. */
class RestoreTest extends RestoreTests {
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
}
