package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that hangs, is late or fails: what is stored in the end is what the host is. */
class HostSavingTest {
  private final FakeManager apt = new FakeManager("apt");
  private final FakeStore store = new FakeStore();
  private final TestFleet test = new TestFleet(store, FleetConfig.defaults(), apt);
  private final Fleet fleet = test.fleet;

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aSaveThatHangsIsNeitherOvertakenNorTheLastWord() {
    HostName host = test.register("web-1");
    Promise<Void> disk = Promise.promise();
    store.before = snapshot -> disk.future();
    for (int i = 0; i < 2; i++) {
      Future<?> query = fleet.query(host);
      int timers = i;
      test.until(() -> test.time.waiting() > timers);
      test.time.advance(Duration.ofSeconds(5));
      assertThat(error(query).kind()).isEqualTo(FailureKind.STORE_FAILED);
    }
    assertThat(store.overlaps).hasValue(0);
    store.before = snapshot -> Future.succeededFuture();
    disk.complete();
    test.settle();
    test.time.advance(Duration.ofMinutes(1));
    test.until(() -> !await(fleet.status(host)).unsaved());
    assertThat(store.stored(host).state()).isEqualTo(HostState.IDLE);
    await(fleet.query(host));
    assertThat(store.stored(host).inventory()).isNotNull();
    assertThat(store.overlaps).hasValue(0);
  }

  @Test
  void theNextSaveThatSucceedsMakesAHostSaved() {
    HostName host = unsaved();
    Promise<PackageInventory> slow = Promise.promise();
    apt.list = slow::future;
    apt.asked.clear();
    Future<?> query = fleet.query(host);
    test.until(() -> apt.asked.contains("list"));
    assertThat(await(fleet.status(host)).unsaved()).isFalse();
    slow.complete(new PackageInventory("apt", List.of(), Duration.ZERO, List.of()));
    await(query);
  }

  @Test
  void anUnsavedHostThatRefusesAnOperationMeanwhileIsStoredAllTheSame() {
    HostName host = unsaved();
    Promise<Void> disk = Promise.promise();
    store.before = snapshot -> disk.future();
    test.time.advance(Duration.ofSeconds(28));
    Future<?> query = fleet.query(host);
    test.until(() -> test.time.waiting() > 1);
    test.time.advance(Duration.ofSeconds(3));
    test.settle();
    test.time.advance(Duration.ofSeconds(3));
    assertThat(error(query).kind()).isEqualTo(FailureKind.STORE_FAILED);
    store.before = snapshot -> Future.succeededFuture();
    disk.complete();
    test.settle();
    test.time.advance(Duration.ofMinutes(2));
    test.until(() -> !await(fleet.status(host)).unsaved());
    assertThat(store.stored(host).state()).isEqualTo(HostState.IDLE);
  }

  @Test
  void aRegistrationThatCannotBeStoredLeavesNoExecutorOpen() {
    store.before = snapshot -> Future.failedFuture(full());
    assertThat(error(fleet.register(HostConfig.of("web-1"))).kind())
        .isEqualTo(FailureKind.STORE_FAILED);
    assertThat(test.executors.get(HostName.of("web-1")).closed).isTrue();
    store.before = snapshot -> Future.succeededFuture();
    test.register("web-1");
  }

  @Test
  void aLateSaveDoesNotBringBackAHostThatHasLeft() {
    HostName host = test.register("web-1");
    Promise<Void> disk = Promise.promise();
    store.before = snapshot -> disk.future();
    fleet.query(host);
    test.until(() -> store.saves.get() == 2);
    await(fleet.unregister(host, true));
    test.settle();
    disk.complete();
    test.next(HostUnregistered.class);
    assertThat(store.stored(host)).isNull();
    assertThat(store.overlaps).hasValue(0);
  }

  /** A host whose last state could not be stored; the store works again. */
  private HostName unsaved() {
    HostName host = test.register("web-1");
    apt.list =
        () -> {
          store.before = snapshot -> Future.failedFuture(full());
          return apt.inventory();
        };
    await(fleet.query(host));
    assertThat(await(fleet.status(host)).unsaved()).isTrue();
    store.before = snapshot -> Future.succeededFuture();
    return host;
  }

  private static TendhostException full() {
    return new TendhostException(FailureKind.STORE_FAILED, null, "the disk is full");
  }

  @Test
  void whatCannotBeStoredIsNotStarted() {
    HostName host = test.register("web-1");
    store.before = snapshot -> fullDisk();
    FleetError error = error(fleet.query(host));
    assertThat(error.kind()).isEqualTo(FailureKind.STORE_FAILED);
    assertThat(error.message()).contains("disk");
    assertThat(await(fleet.state(host))).isEqualTo(HostState.IDLE);
    assertThat(apt.asked).isEmpty();
    assertThat(error(fleet.register(HostConfig.of("web-2"))).kind())
        .isEqualTo(FailureKind.STORE_FAILED);
  }

  @Test
  void whatWasFoundIsKeptInMemoryAndStoredLater() {
    apt.list =
        () -> {
          store.before = snapshot -> fullDisk();
          return apt.inventory();
        };
    HostName host = test.register("web-1");
    assertThat(await(fleet.query(host)).managers()).hasSize(1);
    assertThat(await(fleet.status(host)).unsaved()).isTrue();
    store.before = snapshot -> Future.succeededFuture();
    test.time.advance(Duration.ofSeconds(31));
    test.until(() -> !await(fleet.status(host)).unsaved());
    assertThat(store.stored(host).inventory()).isNotNull();
  }

  private static Future<Void> fullDisk() {
    return Future.failedFuture(
        new TendhostException(FailureKind.STORE_FAILED, null, "the disk is full"));
  }
}
