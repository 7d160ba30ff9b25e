package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
import java.time.Duration;
import java.util.function.Consumer;

/** How a command is ended: by a second channel; without one by what the server can do. */
final class Killing {
  /** How long what was told to end may take to do so. */
  static final Duration UNWIND = Duration.ofSeconds(2);

  private final RunTarget target;
  private final boolean asRoot;

  Killing(RunTarget target, boolean asRoot) {
    this.target = target;
    this.asRoot = asRoot;
  }

  /**
   * Ends what an attempt has begun.
   *
   * @param told told once how long its end may still take, when there is nothing more to do
   */
  void end(RunAttempt current, Consumer<Duration> told) {
    Command killer = GroupKill.command(current.groups(), asRoot);
    RemoteRun.kill(target, killer)
        .onComplete(
            done -> {
              if (done.succeeded()) {
                told.accept(UNWIND);
              } else {
                bySignal(current);
                told.accept(UNWIND.multipliedBy(2));
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
