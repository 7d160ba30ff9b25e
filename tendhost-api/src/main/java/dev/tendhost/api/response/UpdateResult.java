package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an update of one package manager ended, by evidence and not by exit code.
 *
 * @param manager the manager's id
 * @param outcome in a word
 * @param changes what was changed, also when it failed half-way
 * @param conffiles configuration files whose new default was put beside the kept local file
 * @param error why it failed or was not started; null if it did not
 */
@WireType
public record UpdateResult(
    String manager,
    Outcome outcome,
    List<PackageChange> changes,
    List<String> conffiles,
    @Nullable FleetError error) {

  /** Copies the lists. */
  public UpdateResult {
    changes = Absent.list(changes);
    conffiles = Absent.list(conffiles);
  }

  /** How it ended. */
  public enum Outcome {
    /** All that was planned is done. */
    @JsonProperty("updated")
    UPDATED,
    /** All that was planned is fetched and nothing of it installed, as was asked. */
    @JsonProperty("downloaded")
    DOWNLOADED,
    /** There was nothing to do. */
    @JsonProperty("nothing_to_do")
    NOTHING_TO_DO,
    /** It failed; the changes tell how far it came. */
    @JsonProperty("failed")
    FAILED,
    /** It was started and how it ended is not known; the error tells why. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** Another manager failed before its turn came. */
    @JsonProperty("not_started")
    NOT_STARTED
  }
}
