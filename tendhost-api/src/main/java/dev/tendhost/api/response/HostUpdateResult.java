package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;

/**
 * How the update of one host ended, over all its package managers.
 *
 * @param outcome in a word
 * @param managers one result a manager, in the order in which they ran
 */
@WireType
public record HostUpdateResult(Outcome outcome, List<UpdateResult> managers) {

  /** Copies the list. */
  public HostUpdateResult {
    managers = Absent.list(managers);
  }

  /** How it ended. */
  public enum Outcome {
    /** Something was changed and nothing failed. */
    @JsonProperty("updated")
    UPDATED,
    /** Something was fetched, nothing installed and nothing failed. */
    @JsonProperty("downloaded")
    DOWNLOADED,
    /** No manager had anything to do. */
    @JsonProperty("nothing_to_do")
    NOTHING_TO_DO,
    /** One manager failed after something was changed, or was not reached. */
    @JsonProperty("partial")
    PARTIAL,
    /** It failed and nothing was changed. */
    @JsonProperty("failed")
    FAILED,
    /** A manager was started and how it ended is not known. */
    @JsonProperty("unknown")
    UNKNOWN
  }
}
