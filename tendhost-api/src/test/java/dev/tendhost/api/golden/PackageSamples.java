package dev.tendhost.api.golden;

import static dev.tendhost.api.golden.ResponseSamples.response;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpgradablePackage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What package managers answer. */
final class PackageSamples {
  private static final PackageChange UPGRADE =
      new PackageChange(
          ChangeAction.UPGRADE,
          "libssl3",
          "amd64",
          "3.0.15-1~deb12u1",
          "3.0.17-1~deb12u2",
          "Debian-Security:12/oldstable-security",
          true);
  private static final PackageChange CONTAINER =
      new PackageChange(ChangeAction.INSTALL, "web", null, null, null, null, false);
  private static final UpgradablePackage KEPT =
      new UpgradablePackage(
          "linux-image-amd64",
          "amd64",
          "6.1.148-1",
          "6.1.153-1",
          "Debian:12.12/oldstable",
          true,
          HeldBackReason.NEEDS_REMOVAL,
          "linux-image-generic");
  private static final UpgradablePackage FREE =
      new UpgradablePackage("web", null, "sha256:1a", "sha256:2b", null, false, null);

  private static final UncheckedPackage UNCHECKED =
      new UncheckedPackage(
          "shop/db",
          UncheckedPackage.Reason.RATE_LIMITED,
          "the registry answers no more questions for now: toomanyrequests");

  private PackageSamples() {}

  static RebootVerdict rebootVerdict() {
    return new RebootVerdict(
        RebootVerdict.Verdict.REQUIRED, List.of("/run/reboot-required names libc6"));
  }

  static HostInventory hostInventory() {
    return new HostInventory(EventSamples.AT, List.of(inventory()), rebootVerdict());
  }

  static UpdatePlan plan() {
    return new UpdatePlan(
        "apt",
        RequestSamples.options(),
        List.of(UPGRADE),
        List.of(new HeldBackPackage("linux-image-amd64", "amd64", HeldBackReason.NEEDS_REMOVAL)),
        "9f86d081");
  }

  static UpdateResult updated() {
    return new UpdateResult(
        "apt",
        UpdateResult.Outcome.UPDATED,
        List.of(UPGRADE),
        List.of("/etc/issue.dpkg-dist"),
        null);
  }

  static Stream<Sample> all() {
    return Stream.of(
        response("", UPGRADE),
        response("minimal", CONTAINER),
        response("", KEPT),
        response("minimal", FREE),
        response("", plan().heldBack().get(0)),
        response("minimal", new HeldBackPackage("web", null, HeldBackReason.HELD)),
        response("", UNCHECKED),
        response("", inventory()),
        response("minimal", new PackageInventory("apt", List.of(), null, List.of())),
        response("", hostInventory()),
        response("minimal", new HostInventory(EventSamples.AT, List.of(), rebootVerdict())),
        response("", plan()),
        response(
            "minimal",
            new UpdatePlan("apt", UpgradeOptions.defaults(), List.of(), List.of(), "e3b0c442")),
        response("", updated()),
        response("", new JobRef("apt", "install", "job-1", "9f86d081")),
        response(
            "failed",
            new UpdateResult(
                "apt", UpdateResult.Outcome.FAILED, List.of(), List.of(), EventSamples.ERROR)));
  }

  private static PackageInventory inventory() {
    return new PackageInventory(
        "apt",
        List.of(KEPT, FREE),
        Duration.ofHours(1).plusSeconds(2),
        List.of("libc6 is half configured; run dpkg --configure -a"),
        List.of(UNCHECKED));
  }
}
