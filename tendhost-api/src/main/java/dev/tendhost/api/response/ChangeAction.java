package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to one package. */
public enum ChangeAction {
  /** It was not there, or another version of it stays beside it. */
  @JsonProperty("install")
  INSTALL,
  /** A newer version takes the place of the old one. */
  @JsonProperty("upgrade")
  UPGRADE,
  /** An older version takes the place of the newer one. */
  @JsonProperty("downgrade")
  DOWNGRADE,
  /** It goes away. */
  @JsonProperty("remove")
  REMOVE
}
