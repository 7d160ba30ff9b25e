package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.ManualTime;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long is waited before a read is tried again. */
class ReadPausesTest {
  private static final HostName HOST = HostName.of("web-1");

  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time = new ManualTime();
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void eachPauseIsTwiceTheOneBeforeUpToSixteenTimesAndNeverLessThanHalf() throws Exception {
    Context context = vertx.getOrCreateContext();
    ReadRetries retries =
        new ReadRetries(
            new Pauses(time, new PortCalls(context, time, HOST)),
            HOST,
            new RetryPolicy(6, Duration.ofSeconds(2)));
    on(context, () -> retries.run(this::fail));
    assertThat(tries).hasValue(1);
    for (int most : new int[] {2, 4, 8, 16, 32, 32}) {
      int before = tries.get();
      Instant failed = time.now();
      while (tries.get() == before) {
        time.advance(Duration.ofMillis(100));
        on(context, () -> {});
      }
      assertThat(Duration.between(failed, time.now()))
          .isBetween(Duration.ofMillis(most * 500L), Duration.ofMillis(most * 1000L + 100));
    }
  }

  /** Runs something on the host's context, and waits until it and what it began have run. */
  private static void on(Context context, Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          action.run();
          done.complete(null);
        });
    done.get(20, TimeUnit.SECONDS);
  }

  private Future<Void> fail() {
    tries.incrementAndGet();
    return Future.failedFuture(new TendhostException(FailureKind.UNREACHABLE, HOST, "no route"));
  }
}
