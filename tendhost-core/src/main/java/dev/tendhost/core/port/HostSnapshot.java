package dev.tendhost.core.port;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.HostState;
import dev.tendhost.api.WireType;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.config.HostConfig;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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
 * @param update what each package manager did in the update that runs, in their order, NOT_STARTED
 *     until it has ended; kept while a job of that update may live; else empty
 * @param inventory the last inventory; null if it was never queried
 * @param lastUpdated when an update last succeeded; null if none did
 * @param vitals how the host was up when it was last known well; null if it never was
 * @param reboot the reboot that is being waited for or verified; null if there is none
 * @param failed why it is FAILED; null in every other state
 * @param retries how often Retry was asked since an operation of that kind last succeeded
 * @param outcomes how the last updates and reboots ended, the oldest first, so that the same id
 *     asked again is the same operation
 * @param leaving whether the host is being unregistered
 */
@WireType
public record HostSnapshot(
    HostConfig config,
    HostState state,
    @Nullable RunningOperation operation,
    @Nullable JobRef job,
    @Nullable UpgradeOptions jobOptions,
    List<UpdateResult> update,
    @Nullable HostInventory inventory,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastUpdated,
    @Nullable Vitals vitals,
    @Nullable RebootAttempt reboot,
    @Nullable FailedState failed,
    Map<OperationKind, Integer> retries,
    List<OperationOutcome> outcomes,
    boolean leaving) {

  /**
   * Copies the lists, and the counts in the order of the kinds, so that equals are alike.
   *
   * @throws IllegalArgumentException if the parts contradict each other
   */
  public HostSnapshot {
    boolean rests =
        switch (state) {
          case IDLE, PENDING_UPDATES, WAITING_REBOOT, FAILED -> true;
          case QUERYING, UPDATING, REBOOTING, VERIFYING -> false;
        };
    boolean reboots = state == HostState.REBOOTING || state == HostState.VERIFYING;
    require(rests || operation != null, config, "is at work on nothing");
    require(
        reboots == (reboot != null), config, "reboots and does not say since when, or reversed");
    require((state == HostState.FAILED) == (failed != null), config, "is FAILED and not, at once");
    require((job != null) == (jobOptions != null), config, "has half a job");
    update = update == null ? List.of() : List.copyOf(update);
    retries =
        retries == null || retries.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new EnumMap<>(retries));
    outcomes = outcomes == null ? List.of() : List.copyOf(outcomes);
  }

  private static void require(boolean holds, HostConfig config, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("the host " + config.name() + " " + problem);
    }
  }

  /**
   * A host that nothing is known of.
   *
   * @param config the host
   * @return IDLE
   */
  public static HostSnapshot fresh(HostConfig config) {
    return new HostSnapshot(
        config,
        HostState.IDLE,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of(),
        false);
  }
}
