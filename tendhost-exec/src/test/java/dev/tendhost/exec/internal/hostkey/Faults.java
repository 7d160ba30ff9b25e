package dev.tendhost.exec.internal.hostkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.internal.Fault;
import io.vertx.core.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Takes faults out of what failed. */
final class Faults {
  private Faults() {}

  static Fault of(Future<?> future) {
    return fault(Outcome.cause(future));
  }

  static Fault of(ThrowingCallable call) {
    return fault(catchThrowable(call));
  }

  private static Fault fault(Throwable thrown) {
    assertThat(thrown).isInstanceOf(Fault.class);
    return (Fault) thrown;
  }
}
