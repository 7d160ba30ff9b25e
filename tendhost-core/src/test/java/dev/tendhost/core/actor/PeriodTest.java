package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a periodic check is due. */
class PeriodTest {
  private static final Duration EVERY = Duration.ofHours(10);

  private final HostContext host = new HostContext();
  private final AtomicInteger checks = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  @Test
  void everyPeriodIsATenthLongerOrShorterAtMostAndNotAlwaysTheSame() throws Exception {
    PeriodicCheck check = new PeriodicCheck(host.time, host.calls, EVERY, checks::incrementAndGet);
    host.on(check::start);
    Set<Long> minutes = new HashSet<>();
    for (int i = 1; i <= 20; i++) {
      Instant before = host.time.now();
      host.time.advance(EVERY.multipliedBy(9).dividedBy(10).minusSeconds(1));
      host.on(() -> {});
      assertThat(checks).as("no sooner").hasValue(i - 1);
      while (checks.get() < i) {
        host.time.advance(Duration.ofMinutes(1));
        host.on(() -> {});
      }
      Duration took = Duration.between(before, host.time.now());
      assertThat(took).isLessThanOrEqualTo(EVERY.multipliedBy(11).dividedBy(10).plusMinutes(1));
      minutes.add(took.toMinutes());
    }
    assertThat(minutes).hasSizeGreaterThan(1);
    host.on(check::close);
    assertThat(host.time.waiting()).isZero();
  }
}
