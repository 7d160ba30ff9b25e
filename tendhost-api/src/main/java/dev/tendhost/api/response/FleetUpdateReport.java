package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;

/**
 * The account of a rollout: every selected host, once.
 *
 * @param rollout the rollout's id
 * @param hosts one report a selected host, in the order in which the rollout took them
 */
@WireType
public record FleetUpdateReport(String rollout, List<HostReport> hosts) {

  /** Copies the reports. */
  public FleetUpdateReport {
    hosts = Absent.list(hosts);
  }
}
