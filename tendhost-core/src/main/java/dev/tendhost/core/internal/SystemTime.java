package dev.tendhost.core.internal;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The system's clock and Vert.x timers: the one place of this module that asks for the time. */
public final class SystemTime implements Time {
  private final Vertx vertx;

  public SystemTime(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    long id = vertx.setTimer(Math.max(1, delay.toMillis()), ignored -> action.run());
    return () -> vertx.cancelTimer(id);
  }
}
