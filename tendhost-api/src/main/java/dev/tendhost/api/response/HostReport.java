package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout did with one selected host.
 *
 * @param host the host
 * @param outcome in a word
 * @param error why it failed or was skipped; null if neither
 */
@WireType
public record HostReport(HostName host, Outcome outcome, @Nullable FleetError error) {

  /** What became of the host. */
  public enum Outcome {
    /** Updated, and it rests. */
    @JsonProperty("updated")
    UPDATED,
    /** Updated, and a reboot is due. */
    @JsonProperty("updated_reboot_due")
    UPDATED_REBOOT_DUE,
    /** It had nothing to do. */
    @JsonProperty("nothing_to_do")
    NOTHING_TO_DO,
    /** It was left alone; the error says why. */
    @JsonProperty("skipped")
    SKIPPED,
    /** It failed; the error says why. */
    @JsonProperty("failed")
    FAILED,
    /** It was still at work when the rollout ended. */
    @JsonProperty("still_running")
    STILL_RUNNING,
    /** Its controller was lost. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** Its turn never came. */
    @JsonProperty("not_started")
    NOT_STARTED
  }
}
