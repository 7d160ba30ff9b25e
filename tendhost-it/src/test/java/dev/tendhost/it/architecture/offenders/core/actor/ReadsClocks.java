package dev.tendhost.it.architecture.offenders.core.actor;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.function.Supplier;

class ReadsClocks {
  long nano() {
    return System.nanoTime();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  LocalDate today() {
    return LocalDate.now();
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  Date date() {
    return new Date();
  }

  Supplier<Instant> reference() {
    return Instant::now;
  }

  Instant given(Clock clock) {
    return Instant.now(clock);
  }
}
