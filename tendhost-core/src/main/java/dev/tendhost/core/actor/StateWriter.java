package dev.tendhost.core.actor;

import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.HostStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stores the states of one host. The store is asked for one thing at a time, also where a save
 * takes longer than is waited for it. Used on the host's own context only.
 */
final class StateWriter {
  private static final Duration SAVE_WITHIN = Duration.ofSeconds(4);

  private final PortCalls calls;
  private final HostStore store;
  private Future<Void> last = Future.succeededFuture();

  StateWriter(PortCalls calls, HostStore store) {
    this.calls = calls;
    this.store = store;
  }

  /** Stores a state; one that was given up before its turn came is not stored any more. */
  Future<Void> save(HostSnapshot state) {
    AtomicBoolean givenUp = new AtomicBoolean();
    return calls
        .run(
            "storing the state",
            SAVE_WITHIN,
            () -> {
              last =
                  last.transform(
                      done -> givenUp.get() ? Future.succeededFuture() : store.save(state));
              return last;
            })
        .onFailure(thrown -> givenUp.set(true));
  }

  /** Never fails; completes when the store is not at work any more, or is not waited for. */
  Future<Void> idle() {
    return calls.run("the last save", SAVE_WITHIN, () -> last).otherwiseEmpty();
  }
}
