package dev.tendhost.core.actor;

import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.internal.Time;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Looks at one host and notes what is seen. Used on the host's own context only. */
final class Looks {
  private final Time time;
  private final Inquiry inquiry;
  private final HostLedger ledger;

  Looks(Time time, Inquiry inquiry, HostLedger ledger) {
    this.time = time;
    this.inquiry = inquiry;
    this.ledger = ledger;
  }

  /** Begins an operation that asks the package managers first. */
  Future<Void> begin(RunningOperation operation) {
    return ledger.change(ledger.machine().query(operation, time.now()));
  }

  /** Asks, and notes the answers. */
  Future<Inquiry.Findings> ask(@Nullable Boolean refresh) {
    return inquiry
        .ask(refresh)
        .onSuccess(found -> learn(ledger.machine().seen(found.vitals()), found));
  }

  /**
   * Asks after an update. How the host was up before stays known: what the update has broken is to
   * be noticed.
   */
  Future<Inquiry.Findings> askUpdated() {
    return inquiry.ask(false).onSuccess(found -> learn(ledger.machine(), found));
  }

  private void learn(HostMachine machine, Inquiry.Findings found) {
    ledger.learn(machine.learned(shared(machine.data().inventory(), found.inventory())));
  }

  /** Answers that did not change share their memory with the ones before. */
  private static HostInventory shared(@Nullable HostInventory before, HostInventory now) {
    return before != null && before.managers().equals(now.managers())
        ? new HostInventory(now.queriedAt(), before.managers(), now.reboot())
        : now;
  }
}
