package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collections;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts that ask by themselves what is newer. */
class PeriodicCheckTest {
  private static final HostName HOST = HostName.of("web-1");

  private final FakeManager apt = new FakeManager("apt");
  private final TestFleet test = new TestFleet(apt);

  @AfterEach
  void close() {
    test.close();
    assertThat(test.time.waiting()).as("timers left").isZero();
  }

  private void register(HostPolicy policy) {
    await(test.fleet.register(TestFleet.once("web-1").withPolicy(policy)));
  }

  private int queries() {
    return Collections.frequency(apt.asked, "list");
  }

  @Test
  void aHostIsNotAskedByItselfUnlessItsPolicySaysSo() {
    register(HostPolicy.defaults());
    test.time.advance(Duration.ofDays(30));
    test.settle();
    assertThat(queries()).isZero();
  }

  @Test
  void aHostIsAskedAgainAndAgain() {
    register(HostPolicy.defaults().withCheckEvery(Duration.ofMinutes(10)));
    test.time.advance(Duration.ofMinutes(9).minusSeconds(1));
    test.settle();
    assertThat(queries()).isZero();
    for (int i = 1; i <= 3; i++) {
      int asked = i;
      passUntil(() -> queries() >= asked);
      test.until(() -> await(test.fleet.status(HOST)).running() == null);
    }
    assertThat(await(test.fleet.state(HOST))).isEqualTo(HostState.IDLE);
  }

  @Test
  void aHostThatCouldNotBeRegisteredIsNotAsked() {
    FakeStore store = new FakeStore();
    store.before = snapshot -> Future.failedFuture("the disk is full");
    try (TestFleet full = new TestFleet(store, FleetConfig.defaults(), apt)) {
      HostConfig host =
          HostConfig.of("web-1")
              .withPolicy(HostPolicy.defaults().withCheckEvery(Duration.ofHours(1)));
      assertThat(TestFleet.error(full.fleet.register(host)).kind())
          .isEqualTo(FailureKind.STORE_FAILED);
      full.until(() -> full.time.waiting() == 0);
    }
  }

  @Test
  void aFailedHostIsLeftAlone() {
    register(
        HostPolicy.defaults().withCheckEvery(Duration.ofHours(1)).withReads(RetryPolicy.none()));
    apt.list =
        () -> Future.failedFuture(new TendhostException(FailureKind.UNREACHABLE, null, "away"));
    passUntil(() -> await(test.fleet.state(HOST)) == HostState.FAILED);
    test.time.advance(Duration.ofHours(5));
    test.settle();
    assertThat(queries()).isOne();
    apt.list = apt::inventory;
    await(test.fleet.retry(HOST));
    passUntil(() -> queries() >= 2);
  }

  /** Slowly enough that nothing the host has begun runs out of its time. */
  private void passUntil(BooleanSupplier condition) {
    test.until(
        () -> {
          await(test.fleet.state(HOST));
          test.time.advance(Duration.ofSeconds(1));
          return condition.getAsBoolean();
        });
  }
}
