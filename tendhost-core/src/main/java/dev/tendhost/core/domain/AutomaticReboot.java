package dev.tendhost.core.domain;

import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.core.port.HostSnapshot;
import org.jspecify.annotations.Nullable;

/** Whether a host reboots by itself. */
public final class AutomaticReboot {
  private AutomaticReboot() {}

  /**
   * Only after an update that changed something and failed in nothing, where the policy says so.
   */
  public static boolean isDue(@Nullable OperationOutcome ended, HostSnapshot host) {
    boolean updated =
        ended != null
            && ended.error() == null
            && ended.result() instanceof OperationResult.Update update
            && update.update().outcome() == HostUpdateResult.Outcome.UPDATED;
    HostInventory inventory = host.inventory();
    return updated
        && host.config().policy().reboot().automatic()
        && inventory != null
        && inventory.reboot().verdict() == RebootVerdict.Verdict.REQUIRED;
  }
}
