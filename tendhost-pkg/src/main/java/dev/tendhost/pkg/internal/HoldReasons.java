package dev.tendhost.pkg.internal;

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

  HeldBackReason of(PackageKey key, String fullName) {
    if (held.contains(fullName)) {
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
