package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.core.config.FleetConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts that leave, fleets that close, futures that several callers share. */
class EndingTest {
  private final FakeManager apt = new FakeManager("apt");
  private final FakeStore store = new FakeStore();
  private final TestFleet test = new TestFleet(store, FleetConfig.defaults(), apt);
  private final Fleet fleet = test.fleet;
  private final HostName host = test.register("web-1");
  private final Promise<PackageInventory> slow = Promise.promise();

  @AfterEach
  void close() {
    Future<Void> closed = test.tendhost.close();
    test.time.advance(Duration.ofMinutes(1));
    await(closed);
    await(test.vertx.close());
  }

  @Test
  void theLastOutcomeOfALeavingHostReachesItsCaller() {
    for (int i = 0; i < 20; i++) {
      HostName next = test.register("db-" + i);
      Promise<PackageInventory> answer = Promise.promise();
      apt.list = answer::future;
      apt.asked.clear();
      Future<HostInventory> query = fleet.query(next);
      test.until(() -> apt.asked.contains("list"));
      await(fleet.unregister(next, false));
      answer.complete(inventory());
      assertThat(await(query).managers()).hasSize(1);
    }
  }

  @Test
  void aSecondCallerWhoIsRefusedDoesNotEndTheWaitOfTheFirst() {
    OperationId id = new OperationId("mine");
    Future<HostInventory> query = slowQuery(InventoryRequest.defaults().withOperation(id));
    assertThat(error(fleet.update(host, UpdateRequest.apply().withOperation(id))).kind())
        .isEqualTo(FailureKind.INVALID_CONFIGURATION);
    assertThat(query.isComplete()).isFalse();
    slow.complete(inventory());
    assertThat(await(query).managers()).hasSize(1);
  }

  @Test
  void anExecutorThatHangsInCloseDoesNotKeepItsHost() {
    test.executors.get(host).closing = () -> Promise.<Void>promise().future();
    await(fleet.unregister(host, false));
    test.until(() -> test.executors.get(host).closed);
    test.time.advance(Duration.ofMinutes(1));
    test.next(HostUnregistered.class);
    test.register("web-1");
  }

  @Test
  void anExecutorThatThrowsFromCloseDoesNotKeepItsHost() {
    test.executors.get(host).closing =
        () -> {
          throw new IllegalStateException("planted");
        };
    await(fleet.unregister(host, false));
    test.next(HostUnregistered.class);
    test.register("web-1");
  }

  @Test
  void aStoreThatHangsInDeleteDoesNotKeepTheHost() {
    AtomicReference<Boolean> asked = new AtomicReference<>(false);
    store.deleting =
        () -> {
          asked.set(true);
          return Promise.<Void>promise().future();
        };
    await(fleet.unregister(host, false));
    test.until(asked::get);
    test.time.advance(Duration.ofMinutes(1));
    test.next(HostUnregistered.class);
  }

  @Test
  void anExecutorThatHangsInCloseDoesNotKeepTheFleet() {
    test.executors.get(host).closing = () -> Promise.<Void>promise().future();
    Future<Void> closed = test.tendhost.close();
    while (!test.executors.get(host).closed) {
      Thread.onSpinWait();
    }
    test.time.advance(Duration.ofMinutes(1));
    await(closed);
  }

  @Test
  void whatIsAskedWhileTheFleetClosesIsAnswered() {
    test.executors.get(host).closing = () -> Promise.<Void>promise().future();
    test.tendhost.close();
    while (!test.executors.get(host).closed) {
      Thread.onSpinWait();
    }
    assertThat(error(fleet.query(host)).kind()).isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
  }

  @Test
  void aFleetWhoseVertxWasClosedBeforeItClosesAllTheSame() {
    await(test.vertx.close());
    await(test.tendhost.close());
  }

  @Test
  void anErrorThatCannotTellItsMessageEndsTheOperation() {
    apt.list = () -> Future.failedFuture(new Mute());
    assertThat(error(fleet.query(host)).kind()).isEqualTo(FailureKind.INTERNAL);
    await(fleet.retry(host));
  }

  private Future<HostInventory> slowQuery(InventoryRequest request) {
    apt.list = slow::future;
    Future<HostInventory> query = fleet.query(host, request);
    test.until(() -> apt.asked.contains("list"));
    return query;
  }

  private static PackageInventory inventory() {
    return new PackageInventory("apt", List.of(), Duration.ZERO, List.of());
  }

  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("planted");
    }
  }
}
