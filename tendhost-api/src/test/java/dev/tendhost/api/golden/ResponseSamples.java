package dev.tendhost.api.golden;

import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.Accepted;
import dev.tendhost.api.response.BootIdentity;
import dev.tendhost.api.response.FleetUpdateReport;
import dev.tendhost.api.response.HealthReport;
import dev.tendhost.api.response.HostReport;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.Page;
import dev.tendhost.api.response.RebootProof;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.Vitals;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of every response with all its parts, and one with as few as it can have. */
final class ResponseSamples {
  private ResponseSamples() {}

  static HostUpdateResult hostUpdateResult() {
    return new HostUpdateResult(
        HostUpdateResult.Outcome.PARTIAL, List.of(PackageSamples.updated(), failed()));
  }

  static FleetUpdateReport fleetUpdateReport() {
    return new FleetUpdateReport(
        "r-1",
        List.of(
            new HostReport(EventSamples.HOST, HostReport.Outcome.FAILED, EventSamples.ERROR),
            new HostReport(HostName.of("web-2"), HostReport.Outcome.UPDATED_REBOOT_DUE, null)));
  }

  static HostStatus idle() {
    return StatusSamples.idle();
  }

  static Stream<Sample> all() {
    return Stream.of(PackageSamples.all(), StatusSamples.all(), results(), operations(), reports())
        .flatMap(samples -> samples);
  }

  private static UpdateResult failed() {
    return new UpdateResult(
        "compose", UpdateResult.Outcome.NOT_STARTED, List.of(), List.of(), EventSamples.ERROR);
  }

  private static Stream<Sample> results() {
    return Stream.of(
        response("", new OperationResult.Inventory(PackageSamples.hostInventory())),
        response(
            "",
            new OperationResult.Plans(
                PackageSamples.hostInventory(), List.of(PackageSamples.plan()))),
        response("minimal", new OperationResult.Plans(PackageSamples.hostInventory(), List.of())),
        response("", new OperationResult.Update(hostUpdateResult())),
        response("", new OperationResult.Reboot(PackageSamples.rebootVerdict(), proof())),
        response("minimal", new OperationResult.Reboot(PackageSamples.rebootVerdict(), null)),
        response("", proof()),
        response("", new OperationResult.Health(health())));
  }

  private static Stream<Sample> operations() {
    OperationOutcome ended =
        new OperationOutcome(
            EventSamples.OPERATION,
            OperationKind.UPDATE,
            EventSamples.AT,
            EventSamples.AT.plusSeconds(61),
            new OperationResult.Update(hostUpdateResult()),
            EventSamples.ERROR);
    return Stream.of(
        response("", new Accepted(EventSamples.HOST, EventSamples.OPERATION)),
        response("", StatusSamples.running()),
        response("", ended),
        response("without-result", outcome(null, true)),
        response("without-error", outcome(new OperationResult.Health(health()), false)),
        response("running", new OperationReport(StatusSamples.running(), null)),
        response("ended", new OperationReport(null, ended)));
  }

  private static OperationOutcome outcome(OperationResult result, boolean failed) {
    return new OperationOutcome(
        EventSamples.OPERATION,
        OperationKind.HEALTH_CHECK,
        EventSamples.AT,
        EventSamples.AT,
        result,
        failed ? EventSamples.ERROR : null);
  }

  private static Stream<Sample> reports() {
    return Stream.of(
        response("", health()),
        response("minimal", new HealthReport(true, null, List.of())),
        response("", vitals()),
        response("minimal", new Vitals(boot(null), null, List.of())),
        response("", vitals().boot()),
        response("minimal", boot(null)),
        response("", hostUpdateResult()),
        response(
            "minimal", new HostUpdateResult(HostUpdateResult.Outcome.NOTHING_TO_DO, List.of())),
        response("", fleetUpdateReport()),
        response("minimal", new FleetUpdateReport("r-1", List.of())),
        response("", fleetUpdateReport().hosts().get(0)),
        response("minimal", fleetUpdateReport().hosts().get(1)),
        response("", PackageSamples.rebootVerdict()),
        response("minimal", new RebootVerdict(RebootVerdict.Verdict.UNKNOWN, List.of())),
        page("", new Page<>(List.of(StatusSamples.idle()), 2, EventSamples.HOST)),
        page("minimal", new Page<>(List.of(), 0, null)));
  }

  private static HealthReport health() {
    return new HealthReport(false, vitals(), List.of("nginx.service has failed"));
  }

  private static Vitals vitals() {
    return new Vitals(
        boot("c4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6"), "degraded", List.of("nginx.service"));
  }

  private static BootIdentity boot(@Nullable String id) {
    return id == null
        ? new BootIdentity(null, null, null, EventSamples.AT)
        : new BootIdentity(id, Duration.ofMillis(61_250), 3L, EventSamples.AT);
  }

  private static RebootProof proof() {
    return new RebootProof(
        boot("c4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6"),
        boot("5d0f4a3b-9d53-4bb8-a6b1-2f9b5f0f7a11"),
        List.of("the boot id changed"),
        Duration.ofSeconds(95),
        List.of("nginx.service had failed before, too"));
  }

  private static Sample page(String variant, Page<HostStatus> page) {
    TypeFactory types = TypeFactory.defaultInstance();
    return response(variant, page)
        .readAs(types.constructParametricType(Page.class, HostStatus.class));
  }

  static Sample response(String variant, Object value) {
    return Sample.of("response", variant, value);
  }
}
