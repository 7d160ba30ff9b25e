package dev.tendhost.it.tend;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.RebootProof;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.it.tend.HostResult.Ended;
import dev.tendhost.it.tend.HostResult.LeftAlone;
import dev.tendhost.it.tend.HostResult.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines that {@code --json} prints of an update. */
sealed interface JsonResult extends JsonLine {
  /**
   * A job is about to start; {@code attach} is the value for {@code --attach}, {@code command} the
   * whole command line.
   */
  record Job(
      HostName host,
      String manager,
      String step,
      String jobId,
      String planDigest,
      String attach,
      String command)
      implements JsonResult {
    static Job of(HostName host, JobRef job, AttachCommand attach) {
      return new Job(
          host,
          job.manager(),
          job.step(),
          job.jobId(),
          job.planDigest(),
          AttachArgument.text(host, job),
          attach.text(Map.of(host, job)));
    }
  }

  /** A job that may still run when this program ends. */
  record Running(HostName host, String manager, String step, String attach, String command)
      implements JsonResult {
    static Running of(HostName host, JobRef job, AttachCommand attach) {
      return new Running(
          host,
          job.manager(),
          job.step(),
          AttachArgument.text(host, job),
          attach.text(Map.of(host, job)));
    }
  }

  /** What became of a host, or of one of its managers; {@code error} is told in full beside it. */
  record Result(
      HostName host,
      @Nullable String manager,
      String outcome,
      List<PackageChange> changes,
      List<String> conffiles,
      @Nullable FailureKind error)
      implements JsonResult {
    static Result of(HostName host, UpdateResult result) {
      return new Result(
          host,
          result.manager(),
          result.outcome().name().toLowerCase(Locale.ROOT),
          result.changes(),
          result.conffiles(),
          result.error() == null ? null : result.error().kind());
    }

    static Result of(HostName host, String outcome, @Nullable FailureKind error) {
      return new Result(host, null, outcome, List.of(), List.of(), error);
    }
  }

  /** A host was rebooted, and is up and well again. */
  record Rebooted(
      HostName host,
      List<String> evidence,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Duration took,
      List<String> findings)
      implements JsonResult {
    static Rebooted of(HostName host, RebootProof proof) {
      return new Rebooted(host, proof.evidence(), proof.took(), proof.findings());
    }
  }

  /** A host that reboots when this program ends. */
  record Rebooting(HostName host) implements JsonResult {}

  /** The last line of an update. */
  record Summary(
      int hosts,
      long updated,
      long leftAlone,
      long rebooted,
      long failed,
      long running,
      int changes,
      boolean rebootRequired,
      int exitCode)
      implements JsonResult {
    static Summary of(Results results) {
      return new Summary(
          results.hosts().size(),
          results.updated(),
          results.hosts().stream().filter(LeftAlone.class::isInstance).count(),
          results.rebooted(),
          results.failures(),
          results.goingOn().count(),
          results.changes(),
          results.rebootsDue() > 0,
          results.exitCode().code());
    }
  }

  static Stream<JsonLine> of(HostResult result) {
    HostName host = result.host();
    if (result instanceof Ended ended) {
      return Stream.of(
              ended.managers().stream().map(each -> Result.of(host, each)),
              after(ended),
              Stream.ofNullable(ended.reboot())
                  .map(told -> new JsonLine.Reboot(host, told.verdict(), told.reasons())))
          .flatMap(lines -> lines);
    } else if (result instanceof LeftAlone) {
      return Stream.of(Result.of(host, "left_alone", null));
    } else if (result instanceof Refused refused) {
      return Stream.of(Result.of(host, "failed", refused.error().kind()));
    }
    return Stream.of(Result.of(host, "interrupted", null));
  }

  private static Stream<JsonLine> after(Ended ended) {
    HostName host = ended.host();
    Aftermath after = ended.after();
    if (after instanceof Aftermath.Rebooted rebooted) {
      return Stream.of(Rebooted.of(host, rebooted.proof()));
    } else if (after instanceof Aftermath.Failed failed) {
      return Stream.of(Result.of(host, "failed", failed.error().kind()));
    } else if (after instanceof Aftermath.Rebooting) {
      return Stream.of(new Rebooting(host));
    }
    return Stream.empty();
  }
}
