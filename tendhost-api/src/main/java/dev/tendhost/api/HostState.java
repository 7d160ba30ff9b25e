package dev.tendhost.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a host stands in its life; in JSON in snake_case. */
public enum HostState {
  /** Nothing to install is known and no reboot is due. */
  @JsonProperty("idle")
  IDLE,
  /** The package managers are being asked. */
  @JsonProperty("querying")
  QUERYING,
  /** There are changes that an update would install. */
  @JsonProperty("pending_updates")
  PENDING_UPDATES,
  /** An update is running, or its end is not yet known. */
  @JsonProperty("updating")
  UPDATING,
  /** Nothing to install, and a reboot is required. */
  @JsonProperty("waiting_reboot")
  WAITING_REBOOT,
  /** The reboot command was sent and the host has not come back yet. */
  @JsonProperty("rebooting")
  REBOOTING,
  /** The host is back and is being checked. */
  @JsonProperty("verifying")
  VERIFYING,
  /** The last operation ended badly, or its outcome is not known; waits for Retry. */
  @JsonProperty("failed")
  FAILED
}
