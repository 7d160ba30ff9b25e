package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.BootIdentity;
import dev.tendhost.api.response.RebootProof;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.actor.Verification.Well;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.domain.Boots;
import dev.tendhost.core.domain.Sightings;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RebootAttempt;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reboots one host and proves it, or goes on with that where the end of a controller has cut it
 * off. Used on the host's own context only.
 */
final class RebootRun {
  private final HostLedger ledger;
  private final Time time;
  private final Pauses pauses;
  private final Polling polling;
  private final RebootCommand command;
  private final HealthProbes probes;

  RebootRun(
      Vertx vertx,
      HostPorts ports,
      PortCalls calls,
      Pauses pauses,
      ManagedHost host,
      RemoteExecutor executor,
      Inquiry inquiry,
      HostLedger ledger) {
    this.ledger = ledger;
    this.time = ports.time();
    this.pauses = pauses;
    this.polling = new Polling(time, calls, pauses, executor, inquiry, host.name());
    this.command = new RebootCommand(calls, host, executor);
    this.probes =
        new HealthProbes(
            vertx,
            calls,
            host,
            executor,
            ledger.machine().data().config().policy().healthProbes(),
            ports.healthChecks());
  }

  /** What the user wants to be true of the host. */
  HealthProbes probes() {
    return probes;
  }

  /** From QUERYING to the end of VERIFYING; refused where something forbids it now. */
  Future<RebootProof> run(RebootVerdict verdict, Vitals before) {
    return command
        .requireAllowed()
        .compose(allowed -> ledger.change(ledger.machine().rebootDue(time.now())))
        .compose(
            due -> {
              Instant now = time.now();
              RebootAttempt attempt = new RebootAttempt(before, verdict, now);
              return ledger.change(ledger.machine().reboot(attempt, now));
            })
        .compose(stored -> command.send())
        .compose(sent -> awaitBoot());
  }

  /** From REBOOTING on: the command was sent, or may have been, and is not sent again. */
  Future<RebootProof> awaitBoot() {
    RebootAttempt attempt = attempt();
    Instant deadline = attempt.since().plus(policy().within());
    return otherBoot(attempt, deadline)
        .compose(
            booted ->
                ledger
                    .take(ledger.machine().verify(time.now()))
                    .compose(verifying -> verify(attempt, booted, deadline)));
  }

  /**
   * From VERIFYING on, of whatever boot the host is in; the deadline begins anew, for it may be
   * over by no fault of the host.
   */
  Future<RebootProof> verify() {
    RebootAttempt attempt = attempt();
    Instant deadline = time.now().plus(policy().within());
    return otherBoot(attempt, deadline).compose(booted -> verify(attempt, booted, deadline));
  }

  /** How a host was found in another boot. */
  private record Booted(Vitals vitals, List<String> evidence) {}

  private Future<Booted> otherBoot(RebootAttempt attempt, Instant deadline) {
    Sightings seen = new Sightings();
    return polling.until(deadline, seen, now -> booted(attempt, now, seen), this::unproven);
  }

  private Future<Optional<Booted>> booted(RebootAttempt attempt, Vitals now, Sightings seen) {
    Boots boots = Boots.compare(attempt.before().boot(), now.boot());
    return switch (boots.answer()) {
      case OTHER -> Future.succeededFuture(Optional.of(new Booted(now, boots.evidence())));
      case SAME -> {
        String word = now.system() == null ? "" : " (systemd says " + now.system() + ")";
        seen.add("it answers from the boot before" + word, time.now());
        yield Future.succeededFuture(Optional.empty());
      }
      case UNKNOWN -> {
        seen.add("it answers, and does not tell which boot it is", time.now());
        yield Future.succeededFuture(Optional.empty());
      }
    };
  }

  private Future<RebootProof> verify(RebootAttempt attempt, Booted booted, Instant deadline) {
    BootIdentity before = attempt.before().boot();
    return new Verification(
            time,
            pauses,
            polling,
            probes,
            host(),
            attempt.before(),
            booted.vitals().boot(),
            policy().soak(),
            deadline)
        .run()
        .map(well -> proof(attempt, before, booted.evidence(), well));
  }

  private RebootProof proof(
      RebootAttempt attempt, BootIdentity before, List<String> evidence, Well well) {
    ledger.learn(ledger.machine().seen(well.vitals()));
    Duration took = Duration.between(attempt.since(), time.now());
    return new RebootProof(before, well.vitals().boot(), evidence, took, well.findings());
  }

  private TendhostException unproven(Sightings seen) {
    return new TendhostException(
        new FleetError(
            FailureKind.REBOOT_UNPROVEN,
            host(),
            "the host did not prove within "
                + policy().within().toSeconds()
                + " s that it rebooted; at last: "
                + seen.last(),
            null,
            seen.details()));
  }

  private RebootAttempt attempt() {
    return Objects.requireNonNull(ledger.machine().data().reboot());
  }

  private RebootPolicy policy() {
    return ledger.machine().data().config().policy().reboot();
  }

  private HostName host() {
    return ledger.machine().host();
  }
}
