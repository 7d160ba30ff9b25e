package dev.tendhost.api.request;

import dev.tendhost.api.WireType;

/**
 * Asks for an update of many hosts.
 *
 * @param filter which hosts
 * @param options what each upgrade may do
 * @param dryRun change nothing, only plan
 */
@WireType
public record FleetUpdateRequest(FleetFilter filter, UpgradeOptions options, boolean dryRun) {

  /** Absent parts are the defaults. */
  public FleetUpdateRequest {
    filter = filter == null ? FleetFilter.all() : filter;
    options = options == null ? UpgradeOptions.defaults() : options;
  }
}
