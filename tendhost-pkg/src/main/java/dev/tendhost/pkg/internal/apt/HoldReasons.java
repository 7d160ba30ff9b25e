package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.HeldBackReason;
import java.util.Set;

/**
 * Tells why a package that is newer would not be installed. The lasting reason goes before the
 * passing one: what an administrator holds stays held whatever the request excludes.
 *
 * @param held full names on hold
 * @param excluded names the request excludes
 * @param everything what a dist-upgrade takes that heeds neither holds nor phases
 * @param everyPhase what a dist-upgrade takes that does not heed phases
 * @param withRemovals what a plain dist-upgrade takes
 * @param withoutRemovals what an upgrade with new packages takes
 */
record HoldReasons(
    Set<String> held,
    Set<String> excluded,
    Set<PackageKey> everything,
    Set<PackageKey> everyPhase,
    Set<PackageKey> withRemovals,
    Set<PackageKey> withoutRemovals) {

  /** What is known before anything further is simulated. */
  static HoldReasons plain(Set<String> held, Set<String> excluded, Set<PackageKey> everything) {
    return new HoldReasons(held, excluded, everything, Set.of(), Set.of(), Set.of());
  }

  HoldReasons with(
      Set<PackageKey> everyPhase, Set<PackageKey> removals, Set<PackageKey> withoutRemovals) {
    return new HoldReasons(held, excluded, everything, everyPhase, removals, withoutRemovals);
  }

  /** Whether the reason of this package needs no further simulation. */
  boolean tells(Newer each) {
    return held.contains(each.fullName())
        || Exclusions.covers(excluded, each.key())
        || !everything.contains(each.key());
  }

  HeldBackReason of(Newer each) {
    PackageKey key = each.key();
    if (held.contains(each.fullName())) {
      return HeldBackReason.HELD;
    }
    if (Exclusions.covers(excluded, key)) {
      return HeldBackReason.EXCLUDED;
    }
    if (!everything.contains(key)) {
      return HeldBackReason.BROKEN_DEPENDENCIES;
    }
    if (withRemovals.contains(key)) {
      return withoutRemovals.contains(key)
          ? HeldBackReason.KEPT_BACK
          : HeldBackReason.NEEDS_REMOVAL;
    }
    return everyPhase.contains(key) ? HeldBackReason.PHASED : HeldBackReason.KEPT_BACK;
  }
}
