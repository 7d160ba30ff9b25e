package dev.tendhost.api.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an upgrade may go to install newer versions. */
public enum UpgradeMode {
  /** Only newer versions of what is installed. */
  @JsonProperty("installed_only")
  INSTALLED_ONLY,
  /** New dependencies too; nothing is removed. */
  @JsonProperty("with_new_packages")
  WITH_NEW_PACKAGES,
  /** Whatever it takes, removals included. */
  @JsonProperty("with_removals")
  WITH_REMOVALS
}
