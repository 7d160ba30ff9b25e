package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.response.HealthReport;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RebootProof;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.domain.Boots;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.domain.Restored;
import dev.tendhost.core.domain.Up;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.RebootAttempt;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The work of one host's reboots and health checks, up to its end. Used on the host's own context
 * only.
 */
final class HealthOperations {
  private final Time time;
  private final ReadRetries retries;
  private final Inquiry inquiry;
  private final Looks looks;
  private final RebootRun rebooting;
  private final HostLedger ledger;

  HealthOperations(
      Time time,
      ReadRetries retries,
      Inquiry inquiry,
      Looks looks,
      RebootRun rebooting,
      HostLedger ledger) {
    this.time = time;
    this.retries = retries;
    this.inquiry = inquiry;
    this.looks = looks;
    this.rebooting = rebooting;
    this.ledger = ledger;
  }

  /** Goes on with what the end of a controller has cut off. */
  Future<Ended> goOn(Restored.Todo todo) {
    return (todo == Restored.Todo.AWAIT_BOOT ? rebooting.awaitBoot() : rebooting.verify())
        .compose(this::rebooted);
  }

  Future<Ended> reboot(RunningOperation operation, RebootRequest request) {
    return looks
        .begin(operation)
        .compose(done -> looks.ask(false))
        .compose(
            found -> {
              RebootVerdict verdict = found.inventory().reboot();
              if (!due(verdict, request.force())) {
                return Future.succeededFuture(
                    Ended.well(new OperationResult.Reboot(verdict, null)));
              }
              return request.force()
                  ? reboot(verdict, found.vitals())
                  : requireMended(found).compose(mended -> reboot(verdict, found.vitals()));
            });
  }

  /** Nothing reboots without need, or without being allowed to; force stands for the policy. */
  private boolean due(RebootVerdict verdict, boolean force) {
    return switch (verdict.verdict()) {
      case REQUIRED -> force || ledger.machine().data().config().policy().reboot().automatic();
      case UNKNOWN -> force;
      case NOT_REQUIRED -> false;
    };
  }

  /** A system whose packages are half installed may not come up again. */
  private Future<Void> requireMended(Inquiry.Findings found) {
    return inquiry
        .requireMended(found)
        .recover(
            thrown ->
                Future.failedFuture(
                    new TendhostException(
                        FleetError.of(
                            FailureKind.TRANSACTION_INTERRUPTED,
                            ledger.machine().host(),
                            "a reboot is due, and the host may not come up again as it is ("
                                + TendhostException.errorOf(thrown, null).message()
                                + "): update it with repair first, or reboot it with force"),
                        thrown)));
  }

  /** What cannot be proven is not begun, forced or not. */
  private Future<Ended> reboot(RebootVerdict verdict, Vitals before) {
    if (!Boots.canTell(before.boot())) {
      return Future.failedFuture(
          new TendhostException(
              FailureKind.UNSUPPORTED,
              ledger.machine().host(),
              "it was not told to reboot, for nothing could prove that it did: it tells neither"
                  + " its boot id nor its uptime nor the start of process 1; let the user it is"
                  + " reached by read /proc/sys/kernel/random/boot_id, /proc/uptime and"
                  + " /proc/1/stat"));
    }
    return rebooting.run(verdict, before).compose(this::rebooted);
  }

  /** Looks again: whether the reboot has helped is told by the managers. */
  private Future<Ended> rebooted(RebootProof proof) {
    RebootAttempt attempt = Objects.requireNonNull(ledger.machine().data().reboot());
    RebootVerdict verdict = attempt.verdict();
    OperationResult result =
        verdict == null
            ? new OperationResult.Health(
                new HealthReport(true, ledger.machine().data().vitals(), proof.findings()))
            : new OperationResult.Reboot(verdict, proof);
    return looks
        .ask(false)
        .map(found -> Ended.well(result))
        .otherwise(thrown -> new Ended(result, TendhostException.errorOf(thrown, null), true));
  }

  Future<Ended> checkHealth(RunningOperation operation) {
    return ledger
        .change(ledger.machine().observe(operation))
        .compose(done -> retries.run(inquiry::vitals))
        .compose(now -> rebootedByOthers(now) ? verifyBoot() : checkHealth(now));
  }

  private Future<Ended> checkHealth(Vitals now) {
    Vitals before = Objects.requireNonNullElse(ledger.machine().data().vitals(), now);
    Up up = Up.of(before, now);
    return rebooting
        .probes()
        .ask()
        .map(
            wrong -> {
              List<String> findings = new ArrayList<>(up.findings());
              findings.addAll(wrong);
              boolean well = wrong.isEmpty() && up.stage() == Up.Stage.UP;
              return healthy(new HealthReport(well, now, findings));
            });
  }

  private boolean rebootedByOthers(Vitals now) {
    HostMachine machine = ledger.machine();
    Vitals known = machine.data().vitals();
    return machine.state() == HostState.WAITING_REBOOT
        && known != null
        && Boots.compare(known.boot(), now.boot()).answer() == Boots.Answer.OTHER;
  }

  private Future<Ended> verifyBoot() {
    Instant now = time.now();
    Vitals before = Objects.requireNonNull(ledger.machine().data().vitals());
    return ledger
        .take(ledger.machine().verify(new RebootAttempt(before, null, now), now))
        .compose(done -> rebooting.verify())
        .compose(this::rebooted);
  }

  private Ended healthy(HealthReport report) {
    if (report.healthy() && report.vitals() != null) {
      ledger.learn(ledger.machine().seen(report.vitals()));
    }
    FleetError error =
        report.healthy()
            ? null
            : FleetError.of(
                FailureKind.UNHEALTHY,
                ledger.machine().host(),
                String.join("; ", report.findings()));
    return new Ended(new OperationResult.Health(report), error, false);
  }
}
