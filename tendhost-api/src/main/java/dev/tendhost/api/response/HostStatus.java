package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host as its actor last told it.
 *
 * @param host the host
 * @param state where it stands
 * @param tags its tags
 * @param groups its groups
 * @param pending the last inventory in numbers; null if it was never queried
 * @param reboot the last verdict; null if it was never queried
 * @param lastUpdated when an update last succeeded; null if none did
 * @param running what it is at work on; null if it rests
 * @param failed why it is FAILED; null in every other state
 * @param leaving whether it is being unregistered
 * @param unsaved whether the last change of its state could not be stored
 * @param inventory the last inventory itself; null if there is none, and null in lists and events
 */
@WireType
public record HostStatus(
    HostName host,
    HostState state,
    Set<String> tags,
    Set<String> groups,
    @Nullable PendingSummary pending,
    @Nullable RebootVerdict reboot,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastUpdated,
    @Nullable RunningOperation running,
    @Nullable FailedState failed,
    boolean leaving,
    boolean unsaved,
    @Nullable HostInventory inventory) {

  /** Copies the sets; a host is FAILED exactly when it says why. */
  public HostStatus {
    tags = Absent.sortedSet(tags);
    groups = Absent.sortedSet(groups);
    if ((state == HostState.FAILED) != (failed != null)) {
      throw new IllegalArgumentException("a host is FAILED exactly when it says why: " + host);
    }
  }
}
