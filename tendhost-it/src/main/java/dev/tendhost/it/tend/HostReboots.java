package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
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

/** Reboots hosts where that is due, once what came before it has ended. Safe for any thread. */
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

  /**
   * The same, with what became of the reboot if one was due. Never fails.
   *
   * @param update the update of the host; null if it had none
   */
  Future<Ended> after(Ended host, @Nullable OperationId update) {
    HostName name = host.host();
    return (update == null ? rebootIfDue(host, null) : byItself(host, update))
        .otherwise(thrown -> host.failed(TendhostException.errorOf(thrown, name).withHost(name)));
  }

  /** After an update a fleet reboots by itself what its policy lets it. */
  private Future<Ended> byItself(Ended host, OperationId update) {
    return fleet
        .outcome(host.host(), update.rebootAfter())
        .compose(
            outcome -> rebooted(host, outcome),
            thrown ->
                is(FailureKind.OPERATION_NOT_FOUND, thrown)
                    ? rebootIfDue(host, update)
                    : Future.failedFuture(thrown));
  }

  private Future<Ended> rebootIfDue(Ended host, @Nullable OperationId update) {
    return fleet
        .status(host.host())
        .compose(
            status ->
                status.failed() != null || status.reboot() == null || !isDue(status.reboot())
                    ? Future.succeededFuture(host)
                    : reboot(host, update));
  }

  private Future<Ended> reboot(Ended host, @Nullable OperationId update) {
    return fleet
        .rebootIfRequired(host.host(), RebootRequest.ifRequired().withForce(force))
        .compose(
            reboot -> told(host, reboot.proof()),
            thrown ->
                update != null && is(FailureKind.HOST_BUSY, thrown)
                    ? byItself(host, update) // it has begun meanwhile
                    : Future.failedFuture(thrown));
  }

  private static boolean is(FailureKind kind, Throwable thrown) {
    return TendhostException.errorOf(thrown, null).kind() == kind;
  }

  private Future<Ended> rebooted(Ended host, OperationOutcome outcome) {
    return outcome.error() == null
        ? told(host, proof(outcome))
        : Future.failedFuture(new TendhostException(outcome.error()));
  }

  /** With what the host itself says: one that has proven its reboot may not answer after it. */
  private Future<Ended> told(Ended host, @Nullable RebootProof proof) {
    return fleet
        .status(host.host())
        .map(status -> proof == null ? host.as(status) : host.rebooted(proof).as(status));
  }

  private static @Nullable RebootProof proof(OperationOutcome outcome) {
    return outcome.result() instanceof OperationResult.Reboot reboot ? reboot.proof() : null;
  }
}
