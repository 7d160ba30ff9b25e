package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.RemoteExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides whether to ask a host again. An error that is retryable by its kind always is. A host
 * that answered before and now refuses may be in the middle of the very change that is watched
 * (sshd, PAM or sudo being replaced, a shutdown that lets nobody in any more), so it is asked ten
 * times more, 30 seconds apart. A changed host key and the like end it at once, and so does a
 * closed executor.
 */
final class Retries {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int DOUBTS = 10;
  private static final Set<FailureKind> DOUBTFUL =
      Set.of(
          FailureKind.AUTHENTICATION,
          FailureKind.PRIVILEGE,
          FailureKind.COMMAND_FAILED,
          FailureKind.UNPARSABLE_OUTPUT,
          FailureKind.INTERNAL);

  /** Failures to reach the host, or to have anything run there. */
  private static final Set<FailureKind> WITHOUT_EFFECT =
      Set.of(
          FailureKind.UNREACHABLE,
          FailureKind.LOGINS_REFUSED,
          FailureKind.AUTHENTICATION,
          FailureKind.PRIVILEGE,
          FailureKind.COMMAND_FAILED);

  private final AtomicBoolean reached;
  private Duration next = FIRST;
  private int doubts;

  /** The flag says whether the host ever answered. */
  Retries(AtomicBoolean reached) {
    this.reached = reached;
  }

  /** Whether an attempt that ended so may have done what it was to do. */
  static boolean mayHaveRun(FleetError error) {
    return !WITHOUT_EFFECT.contains(error.kind());
  }

  /** How long to wait before asking again; empty: not at all. */
  synchronized Optional<Duration> after(FleetError error) {
    if (JobFailures.isRefusal(error) || error.details().containsKey(RemoteExecutor.CLOSED)) {
      return Optional.empty();
    }
    if (error.kind().retryable()) {
      Duration delay = next;
      Duration doubled = delay.multipliedBy(2);
      next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
      return Optional.of(withJitter(delay));
    }
    boolean again = DOUBTFUL.contains(error.kind()) && reached.get() && ++doubts <= DOUBTS;
    return again ? Optional.of(LONGEST) : Optional.empty();
  }

  synchronized void answered() {
    reached.set(true);
    next = FIRST;
    doubts = 0;
  }

  /** From the half to the whole, so that many watchers of one host do not come at once. */
  private static Duration withJitter(Duration delay) {
    long half = delay.toMillis() / 2;
    return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
  }
}
