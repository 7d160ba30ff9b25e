package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that may still run on a host is never forgotten, and none starts behind anyone's back. */
class HostJobTest {
  private static final JobRef JOB = new JobRef("apt", "install", "job-1", "digest");
  private static final HostName HOST = HostName.of("web-1");
  private static final UpdateRequest UPDATE =
      UpdateRequest.apply().withOptions(UpgradeOptions.defaults().withDownloadOnly(true));

  private final FakeManager apt = new FakeManager("apt");
  private final FakeStore store = new FakeStore();
  private final TestFleet test = new TestFleet(store, FleetConfig.defaults(), apt);
  private final Fleet fleet = test.fleet;

  HostJobTest() {
    await(
        fleet.register(
            HostConfig.of("web-1")
                .withPolicy(
                    HostPolicy.defaults()
                        .withUpdateTimeout(Duration.ofSeconds(2))
                        .withReads(RetryPolicy.none()))));
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    apt.upgrade = (options, listener) -> started(listener, failure(FailureKind.CONNECTION_LOST));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aHealthCheckOfAFailedHostDoesNotForgetItsJob() {
    await(fleet.update(HOST, UPDATE));
    await(fleet.checkHealth(HOST));
    test.executors.get(HOST).answer = c -> Future.failedFuture(failure(FailureKind.UNREACHABLE));
    error(fleet.checkHealth(HOST));
    AtomicReference<UpgradeOptions> resumed = new AtomicReference<>();
    apt.resume =
        (options, listener) -> {
          resumed.set(options);
          return Future.failedFuture(failure(FailureKind.CONNECTION_LOST));
        };
    retry();
    assertThat(await(fleet.status(HOST)).failed().job()).isEqualTo(JOB);
    assertThat(resumed.get()).isEqualTo(UPDATE.options());
  }

  @Test
  void anUnexpectedEndAfterTheStartKeepsTheJob() {
    apt.upgrade = (options, listener) -> started(listener, new IOException("planted"));
    assertThat(await(fleet.update(HOST, UPDATE)).outcome())
        .isEqualTo(HostUpdateResult.Outcome.UNKNOWN);
    assertThat(await(fleet.status(HOST)).failed().job()).isEqualTo(JOB);
    assertThat(store.stored(HOST).job()).isEqualTo(JOB);
  }

  @Test
  void anUnknownResultKeepsTheJob() {
    apt.upgrade =
        (options, listener) ->
            listener
                .jobStarting(JOB)
                .map(done -> result(UpdateResult.Outcome.UNKNOWN, FailureKind.TIMEOUT));
    await(fleet.update(HOST, UPDATE));
    assertThat(await(fleet.status(HOST)).failed().job()).isEqualTo(JOB);
  }

  @Test
  void aJobThatNobodyCanTakeUpIsForgottenByTheFirstRetry() {
    await(fleet.update(HOST, UPDATE));
    apt.resume =
        (options, listener) -> Future.failedFuture(failure(FailureKind.RESUME_UNSUPPORTED));
    retry();
    assertThat(await(fleet.status(HOST)).failed().job()).isNull();
    await(fleet.retry(HOST));
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.IDLE);
  }

  @Test
  void aResultThatFailedWithoutAnErrorIsNoSuccess() {
    apt.upgrade =
        (options, listener) ->
            Future.succeededFuture(
                new UpdateResult("apt", UpdateResult.Outcome.FAILED, List.of(), List.of(), null));
    HostUpdateResult result = await(fleet.update(HOST, UPDATE));
    assertThat(result.managers().get(0).error()).isNotNull();
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }

  @Test
  void aLeavingHostStaysUntilTheEndOfItsJobIsKnown() {
    Promise<UpdateResult> end = Promise.promise();
    AtomicBoolean running = new AtomicBoolean();
    apt.upgrade =
        (options, listener) ->
            listener
                .jobStarting(JOB)
                .onSuccess(done -> running.set(true))
                .compose(done -> end.future());
    Future<?> update = fleet.update(HOST, UPDATE);
    test.until(running::get);
    await(fleet.unregister(HOST, false));
    end.fail(failure(FailureKind.CONNECTION_LOST));
    await(update);
    test.settle();
    assertThat(await(fleet.list(ListHostsRequest.first())).items()).hasSize(1);
    assertThat(await(fleet.status(HOST)).failed().job()).isEqualTo(JOB);
    await(fleet.retry(HOST));
    test.next(HostUnregistered.class);
    assertThat(apt.asked).contains("resume");
  }

  @Test
  void unregisteringAFailedHostFindsOutHowItsJobEnded() {
    await(fleet.update(HOST, UPDATE));
    apt.resume = (options, listener) -> apt.done();
    await(fleet.unregister(HOST, false));
    test.next(HostUnregistered.class);
    assertThat(apt.asked).contains("resume");
    assertThat(store.stored(HOST)).isNull();
  }

  @Test
  void aForcedHostStaysUntilSomebodySaysThatItsJobIsOver() {
    await(fleet.update(HOST, UPDATE));
    apt.resume = (options, listener) -> Future.failedFuture(failure(FailureKind.UNREACHABLE));
    await(fleet.unregister(HOST, true));
    test.until(() -> await(fleet.status(HOST)).running() == null);
    assertThat(await(fleet.status(HOST)).failed().job()).isEqualTo(JOB);
    assertThat(store.stored(HOST).leaving()).isTrue();
    await(fleet.forgetJob(HOST));
    test.next(HostUnregistered.class);
    assertThat(store.stored(HOST)).isNull();
  }

  @Test
  void aForgottenJobLeavesAFailedHostThatCanBeRetried() {
    await(fleet.update(HOST, UPDATE));
    await(fleet.forgetJob(HOST));
    assertThat(await(fleet.status(HOST)).failed().job()).isNull();
    assertThat(store.stored(HOST).job()).isNull();
    assertThat(error(fleet.forgetJob(HOST)).kind()).isEqualTo(FailureKind.INVALID_TRANSITION);
    await(fleet.retry(HOST));
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.IDLE);
    assertThat(apt.asked).doesNotContain("resume");
  }

  @Test
  void aJobWhoseStoringOutlastsTheUpgradeDoesNotStart() {
    Promise<Void> disk = Promise.promise();
    AtomicBoolean waiting = holdJob(disk);
    AtomicBoolean started = new AtomicBoolean();
    apt.upgrade =
        (options, listener) ->
            listener
                .jobStarting(JOB)
                .onSuccess(done -> started.set(true))
                .compose(done -> Promise.<UpdateResult>promise().future());
    Future<?> update = fleet.update(HOST, UPDATE);
    test.until(waiting::get);
    test.time.advance(Duration.ofSeconds(3));
    test.settle();
    disk.complete();
    await(update);
    test.settle();
    assertThat(started).isFalse();
    assertThat(await(fleet.status(HOST)).failed().job()).isNull();
    assertThat(await(fleet.retry(HOST))).isEmpty();
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.IDLE);
    assertThat(store.stored(HOST).job()).isNull();
  }

  @Test
  void aJobDoesNotStartOnAHostThatWasLetGoMeanwhile() {
    Promise<Void> disk = Promise.promise();
    AtomicBoolean waiting = holdJob(disk);
    Promise<Void> start = Promise.promise();
    apt.upgrade =
        (options, listener) -> {
          listener.jobStarting(JOB).onComplete(start);
          return Promise.<UpdateResult>promise().future();
        };
    fleet.update(HOST, UPDATE);
    test.until(waiting::get);
    await(fleet.unregister(HOST, true));
    disk.complete();
    assertThat(start.future().toCompletionStage().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(20));
    test.next(HostUnregistered.class);
    assertThat(store.stored(HOST)).isNull();
  }

  @Test
  void aListenerThatIsUsedAfterTheEndStartsNothing() {
    AtomicReference<UpgradeListener> kept = new AtomicReference<>();
    apt.upgrade =
        (options, listener) -> {
          kept.set(listener);
          return apt.done();
        };
    await(fleet.update(HOST, UPDATE));
    test.events.clear();
    assertThat(error(kept.get().jobStarting(JOB)).kind()).isEqualTo(FailureKind.TIMEOUT);
    kept.get().progress("hello", 1);
    kept.get().jobEnded(JOB);
    test.settle();
    assertThat(test.events).isEmpty();
  }

  private AtomicBoolean holdJob(Promise<Void> disk) {
    AtomicBoolean waiting = new AtomicBoolean();
    store.before =
        snapshot -> {
          if (snapshot.job() == null) {
            return Future.succeededFuture();
          }
          waiting.set(true);
          return disk.future();
        };
    return waiting;
  }

  private void retry() {
    test.settle();
    test.events.clear();
    OperationId job = await(fleet.retry(HOST)).orElseThrow();
    assertThat(test.next(OperationCompleted.class).operation()).isEqualTo(job);
  }

  private static Future<UpdateResult> started(UpgradeListener listener, Exception end) {
    return listener.jobStarting(JOB).compose(done -> Future.failedFuture(end));
  }

  private static UpdateResult result(UpdateResult.Outcome outcome, FailureKind kind) {
    return new UpdateResult(
        "apt", outcome, List.of(), List.of(), FleetError.of(kind, HOST, "as the test wants it"));
  }

  private static TendhostException failure(FailureKind kind) {
    return new TendhostException(kind, null, "as the test wants it");
  }
}
