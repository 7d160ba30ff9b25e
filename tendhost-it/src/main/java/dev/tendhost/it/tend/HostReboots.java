package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RebootProof;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.it.tend.HostResult.Ended;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Reboots hosts where that is due, and tells what became of that. Safe for any thread. */
final class HostReboots {
  private final Fleet fleet;
  private final boolean force;

  HostReboots(Fleet fleet, boolean force) {
    this.fleet = fleet;
    this.force = force;
  }

  /** Whether a host of which this is known is to be rebooted. */
  boolean isDue(RebootVerdict verdict) {
    return switch (verdict.verdict()) {
      case REQUIRED -> true;
      case UNKNOWN -> force;
      case NOT_REQUIRED -> false;
    };
  }

  /** Reboots a host if that is due. Never fails. */
  Future<Ended> ifDue(Ended host) {
    return fleet
        .status(host.host())
        .compose(
            status ->
                status.failed() != null || status.reboot() == null || !isDue(status.reboot())
                    ? Future.succeededFuture(host)
                    : reboot(host))
        .otherwise(thrown -> host.failed(error(host.host(), thrown)));
  }

  private Future<Ended> reboot(Ended host) {
    return fleet
        .rebootIfRequired(host.host(), RebootRequest.ifRequired().withForce(force))
        .compose(reboot -> told(host, reboot.proof()));
  }

  /**
   * Waits for the reboot that a host may do by itself after an update, as its policy says. Never
   * fails.
   */
  Future<Ended> byItself(Ended host, OperationId update) {
    return fleet
        .outcome(host.host(), update.rebootAfter())
        .compose(
            reboot -> rebooted(host, reboot),
            thrown ->
                error(host.host(), thrown).kind() == FailureKind.OPERATION_NOT_FOUND
                    ? Future.succeededFuture(host)
                    : Future.failedFuture(thrown))
        .otherwise(thrown -> host.failed(error(host.host(), thrown)));
  }

  /** The same host, with what became of a reboot that has ended. */
  Future<Ended> rebooted(Ended host, OperationOutcome outcome) {
    if (outcome.error() != null) {
      return Future.succeededFuture(host.failed(outcome.error().withHost(host.host())));
    }
    return told(
        host, outcome.result() instanceof OperationResult.Reboot reboot ? reboot.proof() : null);
  }

  /** With what the host itself says: one that has proven its reboot may not answer after it. */
  private Future<Ended> told(Ended host, @Nullable RebootProof proof) {
    return fleet
        .status(host.host())
        .map(status -> (proof == null ? host : host.rebooted(proof)).as(status));
  }

  private static FleetError error(HostName host, Throwable thrown) {
    return TendhostException.errorOf(thrown, host).withHost(host);
  }
}
