package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.actor.HostCommand.Start;
import dev.tendhost.core.actor.HostCommand.StartUpdate;
import dev.tendhost.core.domain.CommandTable;
import dev.tendhost.core.domain.Decision;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says no to a command that is not possible now, and why. */
final class Refusals {
  private Refusals() {}

  /** Why the command is refused; null if it is not. */
  static @Nullable FleetError of(HostCommand command, HostLedger ledger) {
    HostName host = ledger.machine().host();
    HostState state = ledger.machine().state();
    if (ledger.leaving() && command instanceof Start) {
      return FleetError.of(FailureKind.HOST_LEAVING, host, "the host is being unregistered");
    }
    if (ledger.closed()) {
      return FleetError.of(FailureKind.CONTROLLER_UNAVAILABLE, host, "the fleet is being closed");
    }
    RunningOperation running = ledger.running();
    Decision decision =
        running != null ? Decision.HOST_BUSY : CommandTable.decide(state, command.kind());
    return switch (decision) {
      case HOST_BUSY -> busy(host, state, running);
      case HOST_FAILED -> failed(host, command, ledger);
      case INVALID_TRANSITION ->
          FleetError.of(
              FailureKind.INVALID_TRANSITION,
              host,
              command.kind() + " makes no sense while the host is " + state);
      case ANSWER, START, RESET, MARK_SEEN, FORGET -> null;
    };
  }

  /** Why the host cannot be configured otherwise now; null if it can. */
  static @Nullable FleetError ofConfigure(HostLedger ledger) {
    HostName host = ledger.machine().host();
    RunningOperation running = ledger.running();
    if (running != null) {
      return busy(host, ledger.machine().state(), running);
    }
    return ledger.leaving()
        ? FleetError.of(FailureKind.HOST_LEAVING, host, "the host is being unregistered")
        : null;
  }

  private static FleetError busy(
      HostName host, HostState state, @Nullable RunningOperation running) {
    return running == null
        ? FleetError.of(FailureKind.HOST_BUSY, host, "the host is at work: " + state)
        : new FleetError(
            FailureKind.HOST_BUSY,
            host,
            "the host is at work on " + running.kind() + " " + running.id(),
            null,
            Map.of("operation", running.id().value(), "kind", running.kind().name()));
  }

  private static FleetError failed(HostName host, HostCommand command, HostLedger ledger) {
    FailedState state = Objects.requireNonNull(ledger.machine().data().failed());
    return command instanceof StartUpdate && state.job() != null
        ? FleetError.of(
            FailureKind.JOB_STILL_RUNNING,
            host,
            "job " + state.job().jobId() + " may still run on the host: Retry takes it up again")
        : FleetError.of(
            FailureKind.HOST_FAILED,
            host,
            "the host is FAILED (" + state.error().message() + "): Retry it first");
  }
}
