package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.core.actor.HostCommand.GetOperation;
import dev.tendhost.core.actor.HostCommand.GetState;
import dev.tendhost.core.actor.HostCommand.Read;
import dev.tendhost.core.actor.HostCommand.Start;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers from what is known of one host. */
final class Reads {
  private Reads() {}

  /** The answer, at once. */
  static Reply of(Read command, HostLedger ledger) {
    if (command instanceof GetState) {
      return new Reply.Ok(new Answer.State(ledger.machine().state()));
    } else if (command instanceof GetOperation get) {
      OperationReport report = ledger.operation(get.operation());
      return report != null
          ? new Reply.Ok(new Answer.Operation(report))
          : Reply.err(
              FailureKind.OPERATION_NOT_FOUND,
              ledger.machine().host(),
              "no operation "
                  + get.operation()
                  + " is known: it never started, or is too long ago");
    }
    return new Reply.Ok(new Answer.Status(ledger.status()));
  }

  /** The same id asked twice is the same operation; null if the id names none. */
  static @Nullable Reply sameOperation(Start command, HostLedger ledger) {
    OperationId id = command.requestedId();
    OperationReport known = id == null ? null : ledger.operation(id);
    if (id == null || known == null) {
      return null;
    }
    OperationKind kind =
        known.running() != null
            ? known.running().kind()
            : Objects.requireNonNull(known.outcome()).kind();
    return kind == command.operationKind()
        ? new Reply.Ok(new Answer.Started(id, true))
        : Reply.err(
            FailureKind.INVALID_CONFIGURATION,
            ledger.machine().host(),
            "operation id " + id + " names a " + kind + " already: choose another");
  }
}
