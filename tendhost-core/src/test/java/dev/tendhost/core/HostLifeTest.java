package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent.HostConnected;
import dev.tendhost.api.event.FleetEvent.HostDisconnected;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.event.FleetEvent.UpdateCompleted;
import dev.tendhost.api.event.FleetEvent.UpdateProgress;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HealthReport;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one host does when it is asked, end to end over fakes. */
class HostLifeTest {
  private final FakeManager apt = new FakeManager("apt");
  private final FakeManager compose = new FakeManager("compose");
  private final TestFleet test = new TestFleet(apt, compose);
  private final Fleet fleet = test.fleet;
  private final HostName host = test.register("web-1");

  HostLifeTest() {
    compose.detect = () -> Future.succeededFuture(false);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aQueryEndsIdleWhenThereIsNothingToInstall() {
    HostInventory inventory = await(fleet.query(host));
    assertThat(inventory.managers()).extracting(PackageInventory::manager).containsExactly("apt");
    assertThat(test.path(host)).isEqualTo("IDLE>QUERYING>IDLE");
    HostStatus status = await(fleet.status(host));
    assertThat(status.inventory()).isEqualTo(inventory);
    assertThat(status.running()).isNull();
  }

  @Test
  void aQueryRefreshesWhereRootCanBeHadAndNowhereElse() {
    await(fleet.query(host));
    assertThat(apt.asked).doesNotContain("refresh");
    executor().answer = command -> FakeExecutor.booted(FakeExecutor.BOOT_ID);
    await(fleet.query(host));
    assertThat(apt.asked).containsOnlyOnce("refresh");
    await(fleet.query(host, InventoryRequest.defaults().withRefresh(false)));
    assertThat(apt.asked).containsOnlyOnce("refresh");
  }

  @Test
  void aDryRunIsAQueryThatFetchesNothing() {
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    OperationResult.Plans plans = await(fleet.plan(host, UpgradeOptions.defaults()));
    assertThat(plans.plans().get(0).changes()).hasSize(1);
    assertThat(test.path(host)).isEqualTo("IDLE>QUERYING>PENDING_UPDATES");
    assertThat(apt.asked).doesNotContain("refresh", "upgrade");
  }

  /** Defect 1 of the facts: an up-to-date host counted as failed. */
  @Test
  void anUpdateOfAnUpToDateHostIsASuccess() {
    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply()));
    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.NOTHING_TO_DO);
    assertThat(test.path(host)).isEqualTo("IDLE>QUERYING>IDLE");
    assertThat(apt.asked).contains("refresh").doesNotContain("upgrade");
  }

  /** Defect 2 of the facts: a second query of a host with pending updates was not allowed. */
  @Test
  void aHostWithPendingUpdatesCanBeQueriedAgain() {
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    await(fleet.query(host));
    await(fleet.query(host));
    assertThat(test.path(host)).isEqualTo("IDLE>QUERYING>PENDING_UPDATES>QUERYING>PENDING_UPDATES");
  }

  @Test
  void anUpdateGoesThroughTheManagersAndLooksAgain() {
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    apt.upgrade =
        (options, listener) -> {
          listener.progress("hello", 250);
          return apt.done();
        };
    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply()));
    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.UPDATED);
    assertThat(test.path(host)).isEqualTo("IDLE>QUERYING>PENDING_UPDATES>UPDATING>IDLE");
    assertThat(test.next(UpdateProgress.class).progress()).isEqualTo(100);
    assertThat(test.next(UpdateCompleted.class).result()).isEqualTo(result);
    assertThat(test.next(OperationCompleted.class).error()).isNull();
    assertThat(await(fleet.status(host)).lastUpdated()).isEqualTo(test.time.now());
  }

  @Test
  void afterAFailureLaterManagersAreNotStarted() {
    compose.detect = () -> Future.succeededFuture(true);
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    compose.upgradable = List.of(FakeManager.upgradable("shop"));
    apt.upgrade = (options, listener) -> Future.failedFuture(failure(FailureKind.COMMAND_FAILED));
    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply()));
    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.FAILED);
    assertThat(result.managers())
        .extracting(UpdateResult::outcome)
        .containsExactly(UpdateResult.Outcome.FAILED, UpdateResult.Outcome.NOT_STARTED);
    assertThat(compose.asked).doesNotContain("upgrade");
    HostStatus status = await(fleet.status(host));
    assertThat(status.state()).isEqualTo(HostState.FAILED);
    assertThat(status.failed().error().kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(status.failed().previousState()).isEqualTo(HostState.UPDATING);
  }

  @Test
  void partialWhenTheFirstManagerDidItsPart() {
    compose.detect = () -> Future.succeededFuture(true);
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    compose.upgradable = List.of(FakeManager.upgradable("shop"));
    compose.upgrade =
        (options, listener) -> Future.failedFuture(failure(FailureKind.PACKAGES_LOCKED));
    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply()));
    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.PARTIAL);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.FAILED);
  }

  @Test
  void aRefusalBeforeTheFirstChangeReturnsToTheRestingState() {
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    apt.upgrade = (options, listener) -> Future.failedFuture(failure(FailureKind.PLAN_DRIFTED));
    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply()));
    assertThat(result.managers().get(0).error().kind()).isEqualTo(FailureKind.PLAN_DRIFTED);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.PENDING_UPDATES);
  }

  @Test
  void aJobThatMayStillLiveIsKeptAndTakenUpByRetry() {
    JobRef job = new JobRef("apt", "install", "job-1", "digest");
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    apt.upgrade =
        (options, listener) ->
            listener
                .jobStarting(job)
                .compose(v -> Future.failedFuture(failure(FailureKind.CONNECTION_LOST)));
    assertThat(await(fleet.update(host, UpdateRequest.apply())).outcome())
        .isEqualTo(HostUpdateResult.Outcome.UNKNOWN);
    assertThat(await(fleet.status(host)).failed().job()).isEqualTo(job);
    assertThat(error(fleet.update(host, UpdateRequest.apply())).kind())
        .isEqualTo(FailureKind.JOB_STILL_RUNNING);
    test.events.clear();
    await(fleet.retry(host));
    test.next(OperationCompleted.class);
    assertThat(apt.asked).contains("resume");
    assertThat(await(fleet.state(host))).isEqualTo(HostState.IDLE);
    assertThat(await(fleet.status(host)).lastUpdated()).isNotNull();
  }

  @Test
  void aFailureBetweenTwoJobsLeavesNoneBehind() {
    JobRef job = new JobRef("apt", "download", "job-1", "digest");
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    apt.upgrade =
        (options, listener) ->
            listener
                .jobStarting(job)
                .onSuccess(v -> listener.jobEnded(job))
                .compose(v -> Future.failedFuture(failure(FailureKind.CONNECTION_LOST)));
    await(fleet.update(host, UpdateRequest.apply()));
    assertThat(await(fleet.status(host)).failed().job()).isNull();
    await(fleet.retry(host));
    assertThat(await(fleet.state(host))).isEqualTo(HostState.IDLE);
  }

  @Test
  void retryAndAcknowledge() {
    assertThat(error(fleet.retry(host)).kind()).isEqualTo(FailureKind.INVALID_TRANSITION);
    assertThat(error(fleet.acknowledge(host)).kind()).isEqualTo(FailureKind.INVALID_TRANSITION);
    apt.list = () -> Future.failedFuture(failure(FailureKind.UNPARSABLE_OUTPUT));
    assertThat(error(fleet.query(host)).kind()).isEqualTo(FailureKind.UNPARSABLE_OUTPUT);
    assertThat(error(fleet.query(host)).kind()).isEqualTo(FailureKind.HOST_FAILED);
    await(fleet.acknowledge(host));
    assertThat(await(fleet.status(host)).failed().acknowledged()).isTrue();
    await(fleet.retry(host));
    assertThat(await(fleet.state(host))).isEqualTo(HostState.IDLE);
    assertThat(error(fleet.query(host)).kind()).isEqualTo(FailureKind.UNPARSABLE_OUTPUT);
    assertThat(await(fleet.status(host)).failed().retryCount()).isEqualTo(1);
  }

  @Test
  void healthChecksMoveAHostOnlyWhenItIsUnwell() {
    assertThat(await(fleet.checkHealth(host)).healthy()).isTrue();
    assertThat(test.path(host)).isEmpty();
    executor().answer = command -> Future.failedFuture(failure(FailureKind.UNREACHABLE));
    assertThat(error(fleet.checkHealth(host)).kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(await(fleet.status(host)).failed().operationKind())
        .isEqualTo(OperationKind.HEALTH_CHECK);
    executor().answer = FakeExecutor::usual;
    HealthReport report = await(fleet.checkHealth(host));
    assertThat(report.vitals().boot().bootId()).isEqualTo(FakeExecutor.BOOT_ID);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.FAILED);
  }

  @Test
  void aBusyHostAnswersReadsAndRefusesTheRest() {
    Promise<PackageInventory> slow = Promise.promise();
    apt.list = slow::future;
    OperationId id = new OperationId("my-query");
    Future<HostInventory> query = fleet.query(host, InventoryRequest.defaults().withOperation(id));
    while (!apt.asked.contains("list")) {
      test.settle();
    }
    assertThat(await(fleet.state(host))).isEqualTo(HostState.QUERYING);
    assertThat(await(fleet.operation(host, id)).running().kind())
        .isEqualTo(OperationKind.QUERY_INVENTORY);
    FleetError busy = error(fleet.checkHealth(host));
    assertThat(busy.kind()).isEqualTo(FailureKind.HOST_BUSY);
    assertThat(busy.details()).containsEntry("operation", "my-query");
    UpdateRequest other = UpdateRequest.apply().withOperation(id);
    assertThat(error(fleet.update(host, other)).kind())
        .isEqualTo(FailureKind.INVALID_CONFIGURATION);
    Future<HostInventory> same = fleet.query(host, InventoryRequest.defaults().withOperation(id));
    slow.complete(new PackageInventory("apt", List.of(), Duration.ofHours(1), List.of()));
    assertThat(await(same)).isEqualTo(await(query));
    assertThat(apt.asked).containsOnlyOnce("list");
    assertThat(await(fleet.query(host, InventoryRequest.defaults().withOperation(id))))
        .isEqualTo(await(query));
    assertThat(apt.asked).containsOnlyOnce("list");
    assertThat(error(fleet.update(host, other)).kind())
        .isEqualTo(FailureKind.INVALID_CONFIGURATION);
  }

  @Test
  void connectionsAreTold() {
    executor().connections.connected();
    executor().connections.disconnected("it was reset");
    assertThat(test.next(HostConnected.class).host()).isEqualTo(host);
    assertThat(test.next(HostDisconnected.class).reason()).isEqualTo("it was reset");
  }

  private FakeExecutor executor() {
    return test.executors.get(host);
  }

  private static TendhostException failure(FailureKind kind) {
    return new TendhostException(kind, null, "as the test wants it");
  }
}
