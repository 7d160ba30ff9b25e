package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one host. */
sealed interface HostResult {
  HostName host();

  /** The job that may still run on it; null if none does. */
  default @Nullable JobRef job() {
    return null;
  }

  /** Whether something went wrong. */
  default boolean failed() {
    return false;
  }

  /** It had nothing to change, so nothing was done to it. */
  record LeftAlone(HostName host, RebootVerdict reboot) implements HostResult {}

  /** The update ended; {@code reboot} is null if it could not be told. */
  record Ended(
      HostName host,
      List<UpdateResult> managers,
      @Nullable RebootVerdict reboot,
      @Nullable JobRef job)
      implements HostResult {
    public Ended {
      managers = List.copyOf(managers);
    }

    int changes() {
      return managers.stream().mapToInt(manager -> manager.changes().size()).sum();
    }

    boolean any(Outcome outcome) {
      return managers.stream().anyMatch(manager -> manager.outcome() == outcome);
    }

    @Override
    public boolean failed() {
      return any(Outcome.FAILED) || any(Outcome.UNKNOWN);
    }
  }

  /** It could not be asked, was refused before the first change, or could not be watched on. */
  record Refused(HostName host, FleetError error, @Nullable JobRef job) implements HostResult {
    @Override
    public boolean failed() {
      return true;
    }
  }

  /** The run was interrupted before its end; {@code over} is the last job that has ended there. */
  record Left(HostName host, @Nullable JobRef job, @Nullable JobRef over) implements HostResult {}
}
