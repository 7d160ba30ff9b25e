package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootProof;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of one host. */
sealed interface HostResult {
  HostName host();

  /** The job that may still run on it; null if none does. */
  default @Nullable JobRef job() {
    return null;
  }

  /** This together with what had been done on the host before. */
  default HostResult behind(HostResult before) {
    return before;
  }

  /** Whether a reboot is due; null if that is not known. */
  default @Nullable RebootVerdict reboot() {
    return null;
  }

  /** What went wrong. */
  default Stream<FleetError> errors() {
    return Stream.empty();
  }

  /** Whether something went wrong. */
  default boolean failed() {
    return false;
  }

  /** It had nothing to change, so nothing was done to it. */
  record LeftAlone(HostName host, RebootVerdict reboot) implements HostResult {
    @Override
    public HostResult behind(HostResult before) {
      return before instanceof Ended ended
          ? new Ended(host, ended.managers(), reboot, null, ended.after())
          : before;
    }
  }

  /**
   * What was to be done has ended.
   *
   * @param managers what its package managers did; empty where none was to do anything
   * @param reboot whether a reboot is due now; null if that could not be told
   * @param after what came after; null if nothing did
   */
  record Ended(
      HostName host,
      List<UpdateResult> managers,
      @Nullable RebootVerdict reboot,
      @Nullable JobRef job,
      @Nullable Aftermath after)
      implements HostResult {
    public Ended {
      managers = List.copyOf(managers);
    }

    @Override
    public HostResult behind(HostResult before) {
      if (!(before instanceof Ended ended)) {
        return this;
      }
      List<UpdateResult> all = new ArrayList<>(ended.managers());
      all.addAll(managers);
      return new Ended(host, all, reboot, job, after == null ? ended.after() : after);
    }

    static Ended of(HostName host, List<UpdateResult> managers) {
      return new Ended(host, managers, null, null, null);
    }

    /** The same, as the host is now; FAILED without an error of its managers tells why. */
    Ended as(HostStatus status) {
      FailedState failed = status.failed();
      if (failed == null) {
        return new Ended(host, managers, status.reboot(), null, after);
      }
      boolean told = managers.stream().anyMatch(each -> each.error() != null);
      RebootVerdict verdict = told && failed.job() == null ? status.reboot() : null;
      Ended now = new Ended(host, managers, verdict, failed.job(), after);
      return told ? now : now.failed(failed.error().withHost(host));
    }

    Ended runningOn(@Nullable JobRef mayRun) {
      return new Ended(host, managers, reboot, mayRun, after);
    }

    Ended rebooted(RebootProof proof) {
      return new Ended(host, managers, reboot, job, new Aftermath.Rebooted(proof));
    }

    Ended rebooting() {
      return new Ended(host, managers, null, job, new Aftermath.Rebooting());
    }

    Ended failed(FleetError error) {
      return new Ended(host, managers, reboot, job, new Aftermath.Failed(error));
    }

    int changes() {
      return managers.stream().mapToInt(manager -> manager.changes().size()).sum();
    }

    boolean any(Outcome outcome) {
      return managers.stream().anyMatch(manager -> manager.outcome() == outcome);
    }

    @Override
    public Stream<FleetError> errors() {
      Stream<FleetError> ofManagers =
          managers.stream()
              .flatMap(manager -> Stream.ofNullable(manager.error()))
              .map(error -> error.withHost(host));
      return after instanceof Aftermath.Failed failed
          ? Stream.concat(ofManagers, Stream.of(failed.error()))
          : ofManagers;
    }

    @Override
    public boolean failed() {
      return any(Outcome.FAILED) || any(Outcome.UNKNOWN) || after instanceof Aftermath.Failed;
    }
  }

  /** It could not be asked, was refused before the first change, or could not be watched on. */
  record Refused(HostName host, FleetError error, @Nullable JobRef job) implements HostResult {
    @Override
    public HostResult behind(HostResult before) {
      return before.failed() ? before : this;
    }

    @Override
    public Stream<FleetError> errors() {
      return Stream.of(error);
    }

    @Override
    public boolean failed() {
      return true;
    }
  }

  /**
   * The run was interrupted before its end.
   *
   * @param over the last job that has ended there; null if none has
   * @param atWork whether the host was at work on what an earlier run had begun
   */
  record Left(HostName host, @Nullable JobRef job, @Nullable JobRef over, boolean atWork)
      implements HostResult {
    @Override
    public HostResult behind(HostResult before) {
      return job == null && over == null ? before : this;
    }
  }
}
