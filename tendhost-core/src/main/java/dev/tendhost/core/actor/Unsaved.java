package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what is stored of one host may not be what is; then it is stored again after a while.
 * Used on the host's own context only.
 */
final class Unsaved {
  private static final Logger LOG = LoggerFactory.getLogger(Unsaved.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  private final Time time;
  private final PortCalls calls;
  private final Runnable again;
  private boolean unsaved;
  private @Nullable Runnable cancel;

  /** Everything is stored. */
  Unsaved(Time time, PortCalls calls, Runnable again) {
    this.time = time;
    this.calls = calls;
    this.again = again;
  }

  boolean is() {
    return unsaved;
  }

  /** A save that was not waited for may still succeed: then what is stored is not what is. */
  boolean inDoubt(Throwable thrown) {
    return TendhostException.errorOf(thrown, null).kind() == FailureKind.TIMEOUT;
  }

  /** The state could not be stored. */
  void failed(Throwable cause, HostMachine machine) {
    unsaved = true;
    LOG.atWarn()
        .addKeyValue("host", machine.host())
        .addKeyValue("state", machine.state())
        .setCause(cause)
        .log("the state could not be stored; it is kept in memory and stored again later");
    saveLater();
  }

  /** Tries again after a while, unless that is planned already. */
  void saveLater() {
    if (cancel == null) {
      cancel = time.after(AGAIN_AFTER, () -> calls.onContext(this::saveAgain));
    }
  }

  private void saveAgain() {
    cancel = null;
    if (unsaved) {
      again.run();
    }
  }

  /** Nothing is left to be stored. */
  void saved() {
    unsaved = false;
    if (cancel != null) {
      cancel.run();
      cancel = null;
    }
  }
}
