package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpgradablePackage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Findings for the tests of their rendering. */
final class Samples {
  static final String SECURITY = "Debian-Security:12/oldstable-security";
  static final String STABLE = "Debian:12.12/oldstable";

  private Samples() {}

  static PackageChange upgrade(
      String name, String from, String to, String origin, boolean security) {
    return new PackageChange(ChangeAction.UPGRADE, name, "amd64", from, to, origin, security);
  }

  /** Updates of every kind, one package on hold, one half configured. */
  static Findings busy() {
    return findings(
        List.of(
            upgrade("base-files", "12.4+deb12u11", "12.4+deb12u12", STABLE, false),
            upgrade("openssh-client", "1:9.2p1-2+deb12u6", "1:9.2p1-2+deb12u7", SECURITY, true),
            new PackageChange(
                ChangeAction.INSTALL,
                "linux-image-6.1.0-42-cloud-amd64",
                "amd64",
                null,
                "6.1.159-1",
                SECURITY,
                true),
            new PackageChange(ChangeAction.REMOVE, "libold1", "amd64", "1.0-1", null, null, false)),
        List.of(new HeldBackPackage("nginx", "amd64", HeldBackReason.HELD)),
        List.of(new UpgradablePackage("nginx", "amd64", "1.22", "1.24", STABLE, false, null)),
        Duration.ofMinutes(190),
        List.of("foo is half configured; run: dpkg --configure -a"),
        new RebootVerdict(Verdict.REQUIRED, List.of("/run/reboot-required names linux-image")));
  }

  static Findings quiet(Duration age) {
    return findings(
        List.of(),
        List.of(),
        List.of(),
        age,
        List.of(),
        new RebootVerdict(Verdict.NOT_REQUIRED, List.of("the newest kernel runs")));
  }

  static final JobRef JOB = new JobRef("apt", "install", "apt-install-1", "digest");

  /** All that {@link #busy} plans is done, and one file was kept. */
  static UpdateResult updated() {
    return new UpdateResult(
        "apt",
        UpdateResult.Outcome.UPDATED,
        busy().plans().get(0).changes(),
        List.of("/etc/ssh/ssh_config"),
        null);
  }

  static UpdateResult failed(FailureKind kind, String message) {
    FleetError error =
        new FleetError(kind, HostName.of("x"), message, "apt-get", Map.of("output", "E: broken"));
    List<PackageChange> changes = busy().plans().get(0).changes().subList(0, 1);
    return new UpdateResult("apt", UpdateResult.Outcome.FAILED, changes, List.of(), error);
  }

  static Findings findings(
      List<PackageChange> changes,
      List<HeldBackPackage> heldBack,
      List<UpgradablePackage> known,
      Duration age,
      List<String> problems,
      RebootVerdict reboot) {
    return new Findings(
        HostName.of("web-1"),
        Duration.ofHours(24),
        new HostInventory(
            Instant.parse("2026-11-23T12:00:00Z"),
            List.of(new PackageInventory("apt", known, age, problems)),
            reboot),
        List.of(new UpdatePlan("apt", UpgradeOptions.defaults(), changes, heldBack, "digest")));
  }
}
