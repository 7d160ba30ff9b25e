package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures with a bound. */
final class Waits {
  private static final int BOUND_SECONDS = 60;

  private Waits() {}

  static <T> T result(Future<T> future) {
    end(future);
    if (future.failed()) {
      throw new AssertionError("must not fail", future.cause());
    }
    return future.result();
  }

  static FleetError error(Future<?> future) {
    end(future);
    assertThat(future.cause()).isInstanceOf(TendhostException.class);
    return ((TendhostException) future.cause()).error();
  }

  static void end(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // The caller looks.
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the future did not complete in time", e);
    }
  }
}
