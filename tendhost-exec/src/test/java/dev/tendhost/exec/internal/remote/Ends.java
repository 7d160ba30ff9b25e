package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the ends of commands, with a bound. */
final class Ends {
  private static final int SECONDS = 45;

  private Ends() {}

  static <T> T result(Future<T> run) {
    end(run);
    if (run.failed()) {
      throw new AssertionError("must not fail", run.cause());
    }
    return run.result();
  }

  static FleetError error(Future<?> run) {
    end(run);
    assertThat(run.cause()).isInstanceOf(TendhostException.class);
    return ((TendhostException) run.cause()).error();
  }

  static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void end(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // The caller looks.
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the future did not complete in time", e);
    }
  }
}
