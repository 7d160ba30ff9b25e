package dev.tendhost.core.domain;

import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.PendingSummary;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.port.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a host as others see it. */
public final class Statuses {
  private Statuses() {}

  /** The host, with its inventory or only with the inventory's numbers. */
  public static HostStatus of(
      HostSnapshot data, boolean leaving, boolean unsaved, boolean withInventory) {
    HostInventory inventory = data.inventory();
    return new HostStatus(
        data.config().name(),
        data.state(),
        data.config().tags(),
        data.config().groups(),
        inventory == null ? null : summary(inventory, data.config().policy().maxMetadataAge()),
        inventory == null ? null : inventory.reboot(),
        data.lastUpdated(),
        data.operation(),
        data.failed(),
        leaving,
        unsaved,
        withInventory ? inventory : null);
  }

  /** The inventory in numbers; stale when the first of its managers' metadata is. */
  static PendingSummary summary(HostInventory inventory, Duration maxAge) {
    List<UpgradablePackage> packages =
        inventory.managers().stream().flatMap(m -> m.packages().stream()).toList();
    List<UpgradablePackage> installable =
        packages.stream().filter(p -> p.heldBack() == null).toList();
    return new PendingSummary(
        installable.size(),
        (int) installable.stream().filter(UpgradablePackage::security).count(),
        packages.size() - installable.size(),
        inventory.managers().stream().mapToInt(m -> m.problems().size()).sum(),
        inventory.queriedAt(),
        staleAfter(inventory, maxAge),
        inventory.managers().stream().mapToInt(m -> m.unchecked().size()).sum());
  }

  private static @Nullable Instant staleAfter(HostInventory inventory, Duration maxAge) {
    List<Optional<Duration>> ages =
        inventory.managers().stream()
            .map(PackageInventory::metadataAge)
            .map(Optional::ofNullable)
            .toList();
    if (ages.isEmpty() || ages.stream().anyMatch(Optional::isEmpty)) {
      return null;
    }
    Duration oldest =
        ages.stream().map(Optional::orElseThrow).max(Duration::compareTo).orElseThrow();
    return inventory.queriedAt().minus(oldest).plus(maxAge);
  }
}
