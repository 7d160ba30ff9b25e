package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a newer version is known and an update would not install it. */
public enum HeldBackReason {
  /** An administrator put the package on hold (apt-mark hold, dnf versionlock). */
  @JsonProperty("held")
  HELD,
  /** The publisher gives the version to a share of machines, and this one's turn has not come. */
  @JsonProperty("phased")
  PHASED,
  /** Installing it would remove another package. */
  @JsonProperty("needs_removal")
  NEEDS_REMOVAL,
  /** Its dependencies cannot be satisfied. */
  @JsonProperty("broken_dependencies")
  BROKEN_DEPENDENCIES,
  /** The request excluded it. */
  @JsonProperty("excluded")
  EXCLUDED,
  /** The package manager keeps it back and does not say why. */
  @JsonProperty("kept_back")
  KEPT_BACK
}
