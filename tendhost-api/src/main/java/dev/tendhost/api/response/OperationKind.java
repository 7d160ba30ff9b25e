package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The long operations of a host. */
public enum OperationKind {
  /** Asking every package manager what is newer. */
  @JsonProperty("query_inventory")
  QUERY_INVENTORY,
  /** Asking every package manager what an update would do. */
  @JsonProperty("dry_run")
  DRY_RUN,
  /** Updating. */
  @JsonProperty("update")
  UPDATE,
  /** Rebooting if that is due. */
  @JsonProperty("reboot")
  REBOOT,
  /** Checking that the host is well. */
  @JsonProperty("health_check")
  HEALTH_CHECK
}
