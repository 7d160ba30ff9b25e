package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long is waited before a read is tried again. */
class ReadPausesTest {
  private final HostContext host = new HostContext();
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  @Test
  void eachPauseIsTwiceTheOneBeforeUpToSixteenTimesAndNeverLessThanHalf() throws Exception {
    ReadRetries retries =
        new ReadRetries(
            new Pauses(host.time, host.calls),
            HostContext.HOST,
            new RetryPolicy(6, Duration.ofSeconds(2)));
    host.on(() -> retries.run(this::fail));
    assertThat(tries).hasValue(1);
    for (int most : new int[] {2, 4, 8, 16, 32, 32}) {
      int before = tries.get();
      Instant failed = host.time.now();
      while (tries.get() == before) {
        host.time.advance(Duration.ofMillis(100));
        host.on(() -> {});
      }
      assertThat(Duration.between(failed, host.time.now()))
          .isBetween(Duration.ofMillis(most * 500L), Duration.ofMillis(most * 1000L + 100));
    }
  }

  private Future<Void> fail() {
    tries.incrementAndGet();
    return Future.failedFuture(
        new TendhostException(FailureKind.UNREACHABLE, HostContext.HOST, "no route"));
  }
}
