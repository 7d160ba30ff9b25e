package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a run is ended before its time: first what it has begun, by a second channel, and without one
 * by what the server can do; then its future, in any case soon.
 */
final class RunEnding {
  private static final Duration UNWIND = Duration.ofSeconds(2);

  private final RunTarget target;
  private final boolean asRoot;
  private final Consumer<@Nullable RunAttempt> settle;
  private volatile boolean killed;

  /** Not begun yet; what it settles in the end it may settle more than once. */
  RunEnding(RunTarget target, boolean asRoot, Consumer<@Nullable RunAttempt> settle) {
    this.target = target;
    this.asRoot = asRoot;
    this.settle = settle;
  }

  /** Ends what that attempt has begun, and then the run. Returns at once. */
  void begin(@Nullable RunAttempt current) {
    if (current == null || current.hasExited()) {
      settle.accept(current);
      return;
    }
    // What has not begun cannot any more when nobody reads it. Its first word may be on the way.
    if (!current.begun()) {
      current.signal("KILL");
      current.abandon();
    }
    BooleanSupplier heard = () -> current.begun() || current.endedBefore();
    target.threads().when(heard, UNWIND, () -> kill(current));
  }

  /** The end of the attempt has been heard. */
  void heard(RunAttempt over) {
    if (killed) {
      settle.accept(over);
    }
  }

  private void kill(RunAttempt current) {
    if (!current.begun() || current.hasExited()) {
      settle.accept(current);
      return;
    }
    Command killer = GroupKill.command(current.groups(), asRoot);
    RemoteRun.kill(target, killer)
        .onComplete(
            done -> {
              if (done.failed()) {
                bySignal(current);
              }
              killed = true;
              if (current.hasEnded()) {
                settle.accept(current);
              } else {
                Duration patience = done.failed() ? UNWIND.multipliedBy(2) : UNWIND;
                target.threads().later(patience, () -> settle.accept(current));
              }
            });
  }

  private void bySignal(RunAttempt current) {
    current.signal("TERM");
    if (!current.bySudo()) {
      target.threads().later(UNWIND, () -> current.signal("KILL"));
    }
  }
}
