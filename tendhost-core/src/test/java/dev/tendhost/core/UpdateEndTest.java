package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a host stands after an update, by how its manager ended. */
class UpdateEndTest {
  private static final JobRef JOB = new JobRef("apt", "install", "job-1", "digest");

  private final FakeManager apt = new FakeManager("apt");
  private final TestFleet test = new TestFleet(apt);
  private final Fleet fleet = test.fleet;
  private final HostName host = test.register("web-1");

  UpdateEndTest() {
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** A failed repair, or a full disk after dpkg ran, changes no version and is no refusal. */
  @ParameterizedTest
  @EnumSource(names = {"TRANSACTION_INTERRUPTED", "NO_SPACE", "PLAN_DRIFTED", "PACKAGES_LOCKED"})
  void aFailureThatIsReturnedIsOneAlsoWithoutAnyChange(FailureKind kind) {
    apt.upgrade =
        (options, listener) ->
            jobOf(listener)
                .map(
                    ran ->
                        new UpdateResult(
                            "apt", Outcome.FAILED, List.of(), List.of(), failure(kind).error()));

    await(fleet.update(host, UpdateRequest.apply()));

    assertThat(await(fleet.status(host)).failed().error().kind()).isEqualTo(kind);
  }

  /** As of a download that was taken up again: the host is as it was. */
  @Test
  void anUpgradeThatWasNotBegunLeavesTheHostToTheNext() {
    FleetError notBegun = failure(FailureKind.UPGRADE_NOT_BEGUN).error();
    apt.upgrade =
        (options, listener) ->
            Future.succeededFuture(
                new UpdateResult("apt", Outcome.FAILED, List.of(), List.of(), notBegun));

    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply()));

    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.FAILED);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.PENDING_UPDATES);
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSACTION_INTERRUPTED", "NO_SPACE", "PLAN_DRIFTED", "PACKAGES_LOCKED"})
  void aFailureThatIsThrownWhenTheJobHasEndedIsARefusal(FailureKind kind) {
    apt.upgrade =
        (options, listener) -> jobOf(listener).compose(ran -> Future.failedFuture(failure(kind)));

    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply()));

    assertThat(result.managers().get(0).error().kind()).isEqualTo(kind);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.PENDING_UPDATES);
  }

  @Test
  void aHostThatOnlyFetchedIsNotUpdated() {
    UpgradeOptions fetch = UpgradeOptions.defaults().withDownloadOnly(true);
    apt.upgrade =
        (options, listener) ->
            Future.succeededFuture(
                new UpdateResult("apt", Outcome.DOWNLOADED, List.of(), List.of(), null));

    HostUpdateResult result = await(fleet.update(host, UpdateRequest.apply().withOptions(fetch)));

    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.DOWNLOADED);
    assertThat(await(fleet.status(host)).lastUpdated()).isNull();
    assertThat(await(fleet.state(host))).isEqualTo(HostState.PENDING_UPDATES);
  }

  /** Who takes the job up again must know what it was bound to. */
  @Test
  void theJobIsTakenUpWithTheOptionsOfItsManager() {
    String digest = await(fleet.plan(host, UpgradeOptions.defaults())).plans().get(0).digest();
    apt.upgrade =
        (options, listener) ->
            listener
                .jobStarting(JOB)
                .compose(stored -> Future.failedFuture(failure(FailureKind.CONNECTION_LOST)));
    await(fleet.update(host, UpdateRequest.apply().withExpectedPlans(Map.of("apt", digest))));
    apt.resume =
        (options, listener) -> {
          assertThat(options.expectedPlanDigest()).isEqualTo(digest);
          return apt.done();
        };

    test.settle();
    test.events.clear();
    await(fleet.retry(host));

    test.next(OperationCompleted.class);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.IDLE);
  }

  private static Future<Void> jobOf(UpgradeListener listener) {
    return listener.jobStarting(JOB).onSuccess(stored -> listener.jobEnded(JOB));
  }

  private static TendhostException failure(FailureKind kind) {
    return new TendhostException(FleetError.of(kind, HostName.of("web-1"), "tried"));
  }
}
