package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for futures in tests, never for longer than {@value #SECONDS} seconds. */
public final class Outcome {
  /** How long a future may take. */
  public static final int SECONDS = 60;

  private Outcome() {}

  /**
   * The value of a future that must succeed.
   *
   * @param future what to wait for
   * @param <T> its type
   * @return its value
   */
  public static <T> T of(Future<T> future) {
    try {
      return await(future);
    } catch (ExecutionException e) {
      return fail("the future failed", e.getCause());
    }
  }

  /**
   * The typed error of a future that must fail with that kind.
   *
   * @param kind the kind
   * @param future what to wait for
   * @return its error
   */
  public static FleetError failure(FailureKind kind, Future<?> future) {
    FleetError error = failure(future);
    assertThat(error.kind()).as(error.message()).isEqualTo(kind);
    return error;
  }

  /**
   * The typed error of a future that must fail.
   *
   * @param future what to wait for
   * @return its error
   */
  public static FleetError failure(Future<?> future) {
    return failure("the future", future);
  }

  /**
   * The typed error of a future that must fail.
   *
   * @param what it is, for the message if it does not
   * @param future what to wait for
   * @return its error
   */
  public static FleetError failure(String what, Future<?> future) {
    Throwable thrown = cause(what, future);
    assertThat(thrown).as(what).isInstanceOf(TendhostException.class);
    return ((TendhostException) thrown).error();
  }

  /**
   * The typed error of a future that may fail.
   *
   * @param future what to wait for
   * @return its error; null if it succeeded
   */
  public static @Nullable FleetError errorOf(Future<?> future) {
    try {
      await(future);
      return null;
    } catch (ExecutionException e) {
      return TendhostException.errorOf(e, null);
    }
  }

  /**
   * What a future fails with that must fail.
   *
   * @param future what to wait for
   * @return what it failed with
   */
  public static Throwable cause(Future<?> future) {
    return cause("the future", future);
  }

  private static Throwable cause(String what, Future<?> future) {
    try {
      return fail(what + " had to fail and succeeded with " + await(future));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static <T> T await(Future<T> future) throws ExecutionException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return fail("the future did not complete in " + SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e);
    }
  }
}
