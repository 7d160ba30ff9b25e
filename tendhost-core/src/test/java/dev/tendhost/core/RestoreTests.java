package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.StoredHosts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** One host under one controller after another. */
abstract class RestoreTests {
  static final HostName HOST = HostName.of("web-1");
  static final OperationId ID = new OperationId("mine");
  static final UpdateRequest UPDATE = UpdateRequest.apply().withOperation(ID);
  static final JobRef JOB = new JobRef("apt", "install", "job-1", "digest");

  final FakeManager apt = new FakeManager("apt");
  final FakeManager compose = new FakeManager("compose");
  Function<Command, Future<CommandResult>> answer = FakeExecutor::usual;
  FakeStore store = new FakeStore();
  TestFleet test = start();

  RestoreTests() {
    compose.priority = apt.priority + 1;
    compose.detect = () -> Future.succeededFuture(false);
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    await(test.fleet.register(HostConfig.of("web-1")));
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** An update whose job runs on the host. */
  final void runJob() {
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

  final void passUntilItsOutcomeIsKnown() {
    test.until(
        () -> {
          test.time.advance(Duration.ofMillis(500));
          return await(test.fleet.operation(HOST, ID)).outcome() != null;
        });
  }

  final void restart() {
    restart(Map.of());
  }

  /** As the host answers from the restart on. */
  final void restart(Function<Command, Future<CommandResult>> host) {
    answer = host;
    restart();
  }

  /** What is stored at this moment is all that the next controller has. */
  final void restart(Map<HostName, String> damaged) {
    List<HostSnapshot> stored = await(store.inner.loadAll()).hosts();
    test.close();
    store = new FakeStore();
    stored.forEach(host -> await(store.inner.save(host)));
    if (!damaged.isEmpty()) {
      store.loading = () -> Future.succeededFuture(new StoredHosts(stored, damaged));
    }
    test = start();
  }

  final TestFleet start() {
    return new TestFleet(store, FleetConfig.defaults(), answer, apt, compose);
  }

  static HostUpdateResult update(OperationOutcome outcome) {
    return ((OperationResult.Update) outcome.result()).update();
  }

  static <T> Future<T> failure(FailureKind kind) {
    return Future.failedFuture(new TendhostException(kind, null, "as the test wants it"));
  }
}
