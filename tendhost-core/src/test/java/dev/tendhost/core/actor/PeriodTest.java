package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.ManualTime;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a periodic check is due. */
class PeriodTest {
  private static final Duration EVERY = Duration.ofHours(10);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ManualTime time = new ManualTime();
  private final AtomicInteger checks = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void everyPeriodIsATenthLongerOrShorterAtMostAndNotAlwaysTheSame() throws Exception {
    PeriodicCheck check =
        new PeriodicCheck(
            time,
            new PortCalls(context, time, HostName.of("web-1")),
            EVERY,
            checks::incrementAndGet);
    on(check::start);
    Set<Long> minutes = new HashSet<>();
    for (int i = 1; i <= 20; i++) {
      Instant before = time.now();
      time.advance(EVERY.multipliedBy(9).dividedBy(10).minusSeconds(1));
      on(() -> {});
      assertThat(checks).as("no sooner").hasValue(i - 1);
      while (checks.get() < i) {
        time.advance(Duration.ofMinutes(1));
        on(() -> {});
      }
      Duration took = Duration.between(before, time.now());
      assertThat(took).isLessThanOrEqualTo(EVERY.multipliedBy(11).dividedBy(10).plusMinutes(1));
      minutes.add(took.toMinutes());
    }
    assertThat(minutes).hasSizeGreaterThan(1);
    on(check::close);
    assertThat(time.waiting()).isZero();
  }

  /** Runs something on the host's context, and waits until it has run. */
  private void on(Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          action.run();
          done.complete(null);
        });
    done.get(20, TimeUnit.SECONDS);
  }
}
