package dev.tendhost.it.tend;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UncheckedPackage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The lines that {@code --json} prints after the events. What is not known is null. */
@JsonPropertyOrder("type")
interface JsonLine {
  /** The record's name, except for {@link Failure}. */
  @JsonProperty("type")
  default String type() {
    return getClass().getSimpleName();
  }

  /** A host as an earlier run left it; {@code asked} says whether this one asks it. */
  record Restored(
      HostName host,
      boolean asked,
      HostState state,
      @Nullable OperationKind operation,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant since,
      @Nullable FailureKind error)
      implements JsonLine {
    static Restored of(HostStatus host, boolean asked) {
      RunningOperation running = host.running();
      FailedState failed = host.failed();
      OperationKind operation = running != null ? running.kind() : null;
      Instant since = running != null ? running.startedAt() : null;
      return new Restored(
          host.host(),
          asked,
          host.state(),
          failed == null ? operation : failed.operationKind(),
          failed == null ? since : failed.failedAt(),
          failed == null ? null : failed.error().kind());
    }
  }

  /** A change of the plan; {@code from} is null for a new package, {@code to} for a removal. */
  record Change(
      HostName host,
      String manager,
      String name,
      @Nullable String arch,
      @Nullable String from,
      @Nullable String to,
      @Nullable String origin,
      boolean security,
      ChangeAction action)
      implements JsonLine {
    static Change of(HostName host, String manager, PackageChange change) {
      return new Change(
          host,
          manager,
          change.name(),
          change.arch(),
          change.from(),
          change.to(),
          change.origin(),
          change.security(),
          change.action());
    }
  }

  /** A package that stays although a newer version is known. */
  record HeldBack(
      HostName host, String manager, String name, HeldBackReason reason, @Nullable String arch)
      implements JsonLine {
    static HeldBack of(HostName host, String manager, HeldBackPackage stays) {
      return new HeldBack(host, manager, stays.name(), stays.reason(), stays.arch());
    }
  }

  /** What a person has to look at before an update. */
  record Problem(HostName host, String manager, String message) implements JsonLine {}

  /** A package of which nobody can tell whether newer is known. */
  record Unchecked(
      HostName host, String manager, String name, UncheckedPackage.Reason reason, String detail)
      implements JsonLine {
    static Unchecked of(HostName host, String manager, UncheckedPackage each) {
      return new Unchecked(host, manager, each.name(), each.reason(), each.detail());
    }
  }

  /** Whether a reboot is due. */
  record Reboot(HostName host, RebootVerdict.Verdict verdict, List<String> reasons)
      implements JsonLine {}

  /** What went wrong, of type Error; {@code host} is null when it concerns no host. */
  record Failure(
      FailureKind kind,
      @Nullable HostName host,
      String message,
      @Nullable String command,
      Map<String, String> details,
      boolean retryable)
      implements JsonLine {
    static Failure of(FleetError error) {
      return new Failure(
          error.kind(),
          error.host(),
          error.message(),
          error.command(),
          error.details(),
          error.kind().retryable());
    }

    @Override
    public String type() {
      return "Error";
    }
  }

  /** What one host answered, in figures; a null age is stale. */
  record HostSummary(
      HostName host,
      int changes,
      int security,
      int heldBack,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration metadataAge,
      boolean stale,
      int problems)
      implements JsonLine {
    static HostSummary of(Findings found) {
      return new HostSummary(
          found.host(),
          found.changes(),
          found.security(),
          found.heldBack(),
          found.metadataAge(),
          found.stale(),
          found.problems());
    }
  }

  /**
   * The last line: sums over the hosts that answered, and the age of their oldest metadata. Sums
   * are null where no host answered; a null age is stale.
   */
  record Summary(
      int hosts,
      int answered,
      int failed,
      @Nullable Integer changes,
      @Nullable Integer security,
      @Nullable Integer heldBack,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration metadataAge,
      boolean stale,
      @Nullable Integer problems,
      int exitCode)
      implements JsonLine {
    static Summary of(Outcomes outcomes) {
      List<Findings> answered = outcomes.answered();
      return new Summary(
          outcomes.hosts().size(),
          answered.size(),
          outcomes.failed().size(),
          sum(answered, Findings::changes),
          sum(answered, Findings::security),
          sum(answered, Findings::heldBack),
          Findings.oldest(answered, Findings::metadataAge),
          answered.isEmpty() || answered.stream().anyMatch(Findings::stale),
          sum(answered, Findings::problems),
          outcomes.exitCode().code());
    }

    static Summary without(ExitCode exit) {
      return new Summary(0, 0, 0, null, null, null, null, true, null, exit.code());
    }

    private static @Nullable Integer sum(List<Findings> answered, ToIntFunction<Findings> figure) {
      return answered.isEmpty() ? null : answered.stream().mapToInt(figure).sum();
    }
  }
}
