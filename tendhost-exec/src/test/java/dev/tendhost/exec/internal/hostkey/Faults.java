package dev.tendhost.exec.internal.hostkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tendhost.exec.internal.Fault;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for futures with a bound, and takes faults out of what failed. */
final class Faults {
  private static final int BOUND_SECONDS = 60;

  private Faults() {}

  static <T> T result(Future<T> future) {
    end(future);
    if (future.failed()) {
      throw new AssertionError("must not fail", future.cause());
    }
    return future.result();
  }

  static Fault of(Future<?> future) {
    end(future);
    assertThat(future.cause()).isInstanceOf(Fault.class);
    return (Fault) future.cause();
  }

  static Fault of(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(Fault.class);
    return (Fault) thrown;
  }

  private static void end(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // The caller looks.
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the future did not complete in time", e);
    }
  }
}
