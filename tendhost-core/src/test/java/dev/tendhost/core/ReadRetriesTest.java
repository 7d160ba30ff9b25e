package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By itself a host tries again what only reads, and nothing else. */
class ReadRetriesTest {
  private static final HostName HOST = HostName.of("web-1");

  private final FakeManager apt = new FakeManager("apt");
  private final TestFleet test = new TestFleet(apt);
  private final AtomicInteger tries = new AtomicInteger();
  private FakeExecutor executor;

  private enum Reading {
    QUERY(fleet -> fleet.query(HOST)),
    PLAN(fleet -> fleet.plan(HOST, UpgradeOptions.defaults())),
    HEALTH(fleet -> fleet.checkHealth(HOST));

    private final Function<Fleet, Future<?>> start;

    Reading(Function<Fleet, Future<?>> start) {
      this.start = start;
    }
  }

  @BeforeEach
  void register() {
    await(test.fleet.register(HostConfig.of("web-1")));
    executor = test.executors.get(HOST);
  }

  @AfterEach
  void close() {
    test.close();
    assertThat(test.time.waiting()).as("timers left").isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aReadThatFailsForAWhileIsTriedAgain(Reading reading) {
    failing(FailureKind.UNREACHABLE, 3);
    Future<?> read = reading.start.apply(test.fleet);
    passUntilItEnds(read);
    await(read);
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.IDLE);
  }

  @ParameterizedTest
  @EnumSource
  void itGivesUpAfterThreeMoreTries(Reading reading) {
    failing(FailureKind.CONNECTION_LOST, 100);
    Future<?> read = reading.start.apply(test.fleet);
    passUntilItEnds(read);
    assertThat(error(read).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(tries).hasValue(4);
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void whatWillNotGoAwayIsNotTriedAgain(Reading reading) {
    failing(FailureKind.HOST_KEY_CHANGED, 100);
    assertThat(error(reading.start.apply(test.fleet)).kind())
        .isEqualTo(FailureKind.HOST_KEY_CHANGED);
    assertThat(tries).hasValue(1);
  }

  @Test
  void anUpdateIsNotTriedAgain() {
    failing(FailureKind.UNREACHABLE, 100);
    assertThat(error(test.fleet.update(HOST, UpdateRequest.apply())).kind())
        .isEqualTo(FailureKind.UNREACHABLE);
    assertThat(tries).hasValue(1);
  }

  @Test
  void aHostThatIsLetGoIsNotAskedAgain() {
    failing(FailureKind.UNREACHABLE, 100);
    Future<?> query = test.fleet.query(HOST);
    test.until(() -> tries.get() == 1);
    await(test.fleet.unregister(HOST, true));
    assertThat(query.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
    test.time.advance(Duration.ofMinutes(1));
    test.settle();
    assertThat(tries).hasValue(1);
  }

  private void passUntilItEnds(Future<?> read) {
    test.until(
        () -> {
          test.time.advance(Duration.ofSeconds(1));
          return read.isComplete();
        });
  }

  /** The first commands fail. */
  private void failing(FailureKind kind, int times) {
    executor.answer =
        command ->
            tries.getAndIncrement() < times
                ? Future.failedFuture(new TendhostException(kind, null, "as the test wants it"))
                : FakeExecutor.usual(command);
  }
}
