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

  /**
   * A real update with default options.
   *
   * @param filter which hosts
   * @return the request
   */
  public static FleetUpdateRequest apply(FleetFilter filter) {
    return new FleetUpdateRequest(filter, UpgradeOptions.defaults(), false);
  }

  /**
   * A dry run with default options.
   *
   * @param filter which hosts
   * @return the request
   */
  public static FleetUpdateRequest plan(FleetFilter filter) {
    return new FleetUpdateRequest(filter, UpgradeOptions.defaults(), true);
  }

  /**
   * The same with other options.
   *
   * @param value what each upgrade may do
   * @return a copy
   */
  public FleetUpdateRequest withOptions(UpgradeOptions value) {
    return new FleetUpdateRequest(filter, value, dryRun);
  }
}
