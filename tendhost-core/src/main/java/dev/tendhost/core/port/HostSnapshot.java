package dev.tendhost.core.port;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.HostState;
import dev.tendhost.api.WireType;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.config.HostConfig;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a host that has to survive the controller.
 *
 * @param config the host
 * @param state where it stands
 * @param operation what it is at work on; null if it rests
 * @param job the job that runs on it; null if none is known
 * @param jobOptions the options that job was started with; null exactly when there is no job
 * @param inventory the last inventory; null if it was never queried
 * @param lastUpdated when an update last succeeded; null if none did
 * @param bootId the boot id last seen; null if none was
 * @param failed why it is FAILED; null in every other state
 * @param retries how often Retry was asked since an operation of that kind last succeeded
 */
@WireType
public record HostSnapshot(
    HostConfig config,
    HostState state,
    @Nullable RunningOperation operation,
    @Nullable JobRef job,
    @Nullable UpgradeOptions jobOptions,
    @Nullable HostInventory inventory,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastUpdated,
    @Nullable String bootId,
    @Nullable FailedState failed,
    Map<OperationKind, Integer> retries) {

  /** Copies the counts, in the order of the kinds, so that equal snapshots are written alike. */
  public HostSnapshot {
    retries =
        retries == null || retries.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new EnumMap<>(retries));
  }
}
