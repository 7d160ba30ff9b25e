package dev.tendhost.core.config;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one host is treated.
 *
 * @param maxMetadataAge metadata older than this is stale: nothing is concluded from it; 24 h by
 *     default
 * @param queryTimeout the longest that one question to a package manager may take, fetching
 *     metadata included; 10 min by default
 * @param updateTimeout the longest that is waited for one package manager's upgrade; the upgrade
 *     itself is never ended; 4 h by default
 * @param checkEvery how often the host is queried by itself while it rests, up to a tenth earlier
 *     or later each time, so that hosts do not ask at the same moment; null, the default: never
 * @param reads how read-only operations are retried
 * @param reboot how the host is rebooted, and what proves it
 * @param healthProbes what the host has to pass to count as well; none by default
 */
@WireType
public record HostPolicy(
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration maxMetadataAge,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration queryTimeout,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration updateTimeout,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration checkEvery,
    RetryPolicy reads,
    RebootPolicy reboot,
    List<HealthProbe> healthProbes) {

  private static final Duration MAX_METADATA_AGE = Duration.ofHours(24);
  private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration UPDATE_TIMEOUT = Duration.ofHours(4);
  private static final HostPolicy DEFAULTS =
      new HostPolicy(
          MAX_METADATA_AGE,
          QUERY_TIMEOUT,
          UPDATE_TIMEOUT,
          null,
          RetryPolicy.defaults(),
          RebootPolicy.defaults(),
          List.of());

  /** Absent parts are the defaults; no duration may be zero or negative. */
  public HostPolicy {
    maxMetadataAge = Durations.positive("maxMetadataAge", maxMetadataAge, MAX_METADATA_AGE);
    queryTimeout = Durations.positive("queryTimeout", queryTimeout, QUERY_TIMEOUT);
    updateTimeout = Durations.positive("updateTimeout", updateTimeout, UPDATE_TIMEOUT);
    if (checkEvery != null) {
      Durations.requirePositive("checkEvery", checkEvery);
    }
    reads = reads == null ? RetryPolicy.defaults() : reads;
    reboot = reboot == null ? RebootPolicy.defaults() : reboot;
    healthProbes = healthProbes == null ? List.of() : List.copyOf(healthProbes);
  }

  /**
   * The defaults named above.
   *
   * @return the default policy
   */
  public static HostPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another age.
   *
   * @param value when metadata is stale
   * @return a copy
   */
  public HostPolicy withMaxMetadataAge(Duration value) {
    return new HostPolicy(
        value, queryTimeout, updateTimeout, checkEvery, reads, reboot, healthProbes);
  }

  /**
   * The same with another time-out of queries.
   *
   * @param value the longest that one question may take
   * @return a copy
   */
  public HostPolicy withQueryTimeout(Duration value) {
    return new HostPolicy(
        maxMetadataAge, value, updateTimeout, checkEvery, reads, reboot, healthProbes);
  }

  /**
   * The same with another time-out of upgrades.
   *
   * @param value the longest that one upgrade is waited for
   * @return a copy
   */
  public HostPolicy withUpdateTimeout(Duration value) {
    return new HostPolicy(
        maxMetadataAge, queryTimeout, value, checkEvery, reads, reboot, healthProbes);
  }

  /**
   * The same with periodic queries.
   *
   * @param value how often; null: never
   * @return a copy
   */
  public HostPolicy withCheckEvery(@Nullable Duration value) {
    return new HostPolicy(
        maxMetadataAge, queryTimeout, updateTimeout, value, reads, reboot, healthProbes);
  }

  /**
   * The same with other retries of read-only operations.
   *
   * @param value how they are retried
   * @return a copy
   */
  public HostPolicy withReads(RetryPolicy value) {
    return new HostPolicy(
        maxMetadataAge, queryTimeout, updateTimeout, checkEvery, value, reboot, healthProbes);
  }

  /**
   * The same with another way to reboot.
   *
   * @param value how the host is rebooted
   * @return a copy
   */
  public HostPolicy withReboot(RebootPolicy value) {
    return new HostPolicy(
        maxMetadataAge, queryTimeout, updateTimeout, checkEvery, reads, value, healthProbes);
  }

  /**
   * The same with other probes.
   *
   * @param values what the host has to pass
   * @return a copy
   */
  public HostPolicy withHealthProbes(List<HealthProbe> values) {
    return new HostPolicy(
        maxMetadataAge, queryTimeout, updateTimeout, checkEvery, reads, reboot, values);
  }
}
