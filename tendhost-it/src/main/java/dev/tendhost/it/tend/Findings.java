package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one host.
 *
 * @param host the host
 * @param maxMetadataAge metadata older than this is stale
 * @param inventory what its package managers know
 * @param plans what an update would do, one plan a manager
 */
record Findings(
    HostName host, Duration maxMetadataAge, HostInventory inventory, List<UpdatePlan> plans) {

  RebootVerdict reboot() {
    return inventory.reboot();
  }

  int changes() {
    return plans.stream().mapToInt(plan -> plan.changes().size()).sum();
  }

  int security() {
    return (int)
        plans.stream()
            .flatMap(plan -> plan.changes().stream())
            .filter(PackageChange::security)
            .count();
  }

  int heldBack() {
    return plans.stream().mapToInt(plan -> plan.heldBack().size()).sum();
  }

  int problems() {
    return inventory.managers().stream().mapToInt(manager -> manager.problems().size()).sum();
  }

  int unchecked() {
    return inventory.managers().stream().mapToInt(manager -> manager.unchecked().size()).sum();
  }

  /** The age of the oldest metadata; null if any manager does not know its own. */
  @Nullable Duration metadataAge() {
    return oldest(inventory.managers(), PackageInventory::metadataAge);
  }

  /** The greatest age; null if there is none, or any is null. */
  static <T> @Nullable Duration oldest(List<T> things, Function<T, @Nullable Duration> age) {
    Duration oldest = null;
    for (T thing : things) {
      Duration known = age.apply(thing);
      if (known == null) {
        return null;
      }
      oldest = oldest == null || known.compareTo(oldest) > 0 ? known : oldest;
    }
    return oldest;
  }

  /** Whether nothing is to be done, and nothing may have been overlooked. */
  boolean upToDate() {
    return changes() == 0 && heldBack() == 0 && problems() == 0 && unchecked() == 0 && !stale();
  }

  /** Whether nothing may be concluded from silence: metadata too old, or of unknown age. */
  boolean stale() {
    return stale(metadataAge());
  }

  boolean stale(@Nullable Duration age) {
    return age == null || age.compareTo(maxMetadataAge) > 0;
  }
}
