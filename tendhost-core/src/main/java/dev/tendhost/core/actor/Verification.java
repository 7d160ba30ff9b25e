package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.BootIdentity;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.domain.Boots;
import dev.tendhost.core.domain.Sightings;
import dev.tendhost.core.domain.Up;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies that one host, which has booted, is up and well and stays so. Used on the host's own
 * context only; for one reboot.
 */
final class Verification {
  private static final int MOST_BOOTS = 3;

  private final Time time;
  private final Pauses pauses;
  private final Polling polling;
  private final HealthProbes probes;
  private final HostName host;
  private final Vitals before;
  private final Duration soak;
  private final Sightings seen = new Sightings();
  private final List<String> boots = new ArrayList<>();
  private Instant deadline;
  private BootIdentity boot;

  /**
   * Asks nothing yet.
   *
   * @param before how the host was up before its reboot
   * @param boot the boot that is to be verified
   * @param deadline until when it has to be well; the soak comes on top
   */
  Verification(
      Time time,
      Pauses pauses,
      Polling polling,
      HealthProbes probes,
      HostName host,
      Vitals before,
      BootIdentity boot,
      Duration soak,
      Instant deadline) {
    this.time = time;
    this.pauses = pauses;
    this.polling = polling;
    this.probes = probes;
    this.host = host;
    this.before = before;
    this.boot = boot;
    this.soak = soak;
    this.deadline = deadline;
  }

  /**
   * A host that is well.
   *
   * @param vitals how it is up
   * @param findings what is worth knowing all the same, a sentence each
   */
  record Well(Vitals vitals, List<String> findings) {}

  /** Completes when the host is well after its soak; fails with UNHEALTHY or REBOOT_UNPROVEN. */
  Future<Well> run() {
    return polling
        .until(deadline, seen, this::well, this::unwell)
        .compose(
            well -> {
              BootIdentity soaking = boot;
              deadline = deadline.plus(soak);
              return pauses
                  .of(soak)
                  .compose(soaked -> polling.until(deadline, seen, this::well, this::unwell))
                  .compose(after -> soaking.equals(boot) ? Future.succeededFuture(after) : run());
            });
  }

  private Future<Optional<Well>> well(Vitals now) {
    Boots boots = Boots.compare(boot, now.boot());
    if (boots.answer() == Boots.Answer.OTHER) {
      this.boots.add("it booted once more: " + String.join(", ", boots.evidence()));
      boot = now.boot();
      if (this.boots.size() >= MOST_BOOTS) {
        return Future.failedFuture(
            error(
                FailureKind.REBOOT_UNPROVEN,
                "the host boots over and over: " + (1 + this.boots.size()) + " boots were seen"));
      }
    }
    Up up = Up.of(before, now);
    if (up.stage() != Up.Stage.UP) {
      seen.add(String.join("; ", up.findings()), time.now());
      return Future.succeededFuture(Optional.empty());
    }
    return probes
        .ask()
        .map(
            wrong -> {
              if (!wrong.isEmpty()) {
                seen.add(String.join("; ", wrong), time.now());
                return Optional.empty();
              }
              List<String> findings = new ArrayList<>(this.boots);
              findings.addAll(up.findings());
              return Optional.of(new Well(now, List.copyOf(findings)));
            });
  }

  private TendhostException unwell(Sightings sightings) {
    return error(
        FailureKind.UNHEALTHY, "the host has booted and was not well in time: " + sightings.last());
  }

  private TendhostException error(FailureKind kind, String message) {
    return new TendhostException(new FleetError(kind, host, message, null, seen.details()));
  }
}
