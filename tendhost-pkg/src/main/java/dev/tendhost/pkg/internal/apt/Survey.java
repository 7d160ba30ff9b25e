package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.pkg.internal.apt.Simulation.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What apt said of one host, joined; every list is complete.
 *
 * @param newer every package of which a newer version is known
 * @param kept operands that keep excluded packages as they are, see {@link Exclusions}
 * @param plan what the upgrade would do
 * @param heldBack what is newer and stays, with the reason
 * @param security full names of packages with a security fix between the installed and the newest
 *     version
 * @param interruption what an earlier transaction left half done
 */
record Survey(
    List<Newer> newer,
    List<String> kept,
    Simulation plan,
    Map<PackageKey, HeldBackReason> heldBack,
    Set<String> security,
    Interruption interruption) {

  /** What a person has to look at. */
  List<String> problems() {
    return interruption.problems();
  }

  List<UpgradablePackage> packages() {
    return newer.stream().map(this::upgradable).toList();
  }

  List<PackageChange> changes() {
    return plan.changes().stream().map(this::change).toList();
  }

  List<HeldBackPackage> keptPackages() {
    List<HeldBackPackage> kept = new ArrayList<>();
    for (Newer each : newer) {
      HeldBackReason reason = heldBack.get(each.key());
      if (reason != null) {
        kept.add(new HeldBackPackage(each.key().name(), each.key().arch(), reason));
      }
    }
    return kept;
  }

  private UpgradablePackage upgradable(Newer each) {
    return new UpgradablePackage(
        each.key().name(),
        each.key().arch(),
        each.from(),
        each.to(),
        each.origin(),
        each.security() || security.contains(each.fullName()),
        heldBack.get(each.key()));
  }

  private PackageChange change(Change change) {
    boolean fixes =
        change.action() != ChangeAction.REMOVE
            && (SecurityOrigin.ofOrigins(change.origin()) || security.contains(change.fullName()));
    return new PackageChange(
        change.action(),
        change.name(),
        change.arch(),
        change.from(),
        change.to(),
        change.origin(),
        fixes);
  }
}
