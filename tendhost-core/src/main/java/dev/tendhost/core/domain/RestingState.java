package dev.tendhost.core.domain;

import dev.tendhost.api.HostState;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import org.jspecify.annotations.Nullable;

/** Where a host rests, computed from what is known of it. */
public final class RestingState {
  private RestingState() {}

  /**
   * Installable changes make PENDING_UPDATES, else a required reboot makes WAITING_REBOOT, else the
   * host is IDLE. Packages that are held back do not count.
   */
  public static HostState of(@Nullable HostInventory inventory) {
    if (inventory == null) {
      return HostState.IDLE;
    }
    if (inventory.managers().stream().anyMatch(RestingState::hasInstallable)) {
      return HostState.PENDING_UPDATES;
    }
    return inventory.reboot().verdict() == RebootVerdict.Verdict.REQUIRED
        ? HostState.WAITING_REBOOT
        : HostState.IDLE;
  }

  private static boolean hasInstallable(PackageInventory manager) {
    return manager.packages().stream().anyMatch(item -> item.heldBack() == null);
  }
}
