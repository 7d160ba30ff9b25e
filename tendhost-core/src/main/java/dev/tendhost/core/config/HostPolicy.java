package dev.tendhost.core.config;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import java.time.Duration;

/**
 * How one host is treated.
 *
 * @param maxMetadataAge metadata older than this is stale: nothing is concluded from it; 24 h by
 *     default
 * @param queryTimeout the longest that one question to a package manager may take, fetching
 *     metadata included; 10 min by default
 * @param updateTimeout the longest that is waited for one package manager's upgrade; the upgrade
 *     itself is never ended; 4 h by default
 */
@WireType
public record HostPolicy(
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration maxMetadataAge,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration queryTimeout,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration updateTimeout) {

  private static final Duration MAX_METADATA_AGE = Duration.ofHours(24);
  private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration UPDATE_TIMEOUT = Duration.ofHours(4);
  private static final HostPolicy DEFAULTS =
      new HostPolicy(MAX_METADATA_AGE, QUERY_TIMEOUT, UPDATE_TIMEOUT);

  /** Absent durations are the defaults; none may be zero or negative. */
  public HostPolicy {
    maxMetadataAge = positive("maxMetadataAge", maxMetadataAge, MAX_METADATA_AGE);
    queryTimeout = positive("queryTimeout", queryTimeout, QUERY_TIMEOUT);
    updateTimeout = positive("updateTimeout", updateTimeout, UPDATE_TIMEOUT);
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
    return new HostPolicy(value, queryTimeout, updateTimeout);
  }

  /**
   * The same with another time-out of queries.
   *
   * @param value the longest that one question may take
   * @return a copy
   */
  public HostPolicy withQueryTimeout(Duration value) {
    return new HostPolicy(maxMetadataAge, value, updateTimeout);
  }

  /**
   * The same with another time-out of upgrades.
   *
   * @param value the longest that one upgrade is waited for
   * @return a copy
   */
  public HostPolicy withUpdateTimeout(Duration value) {
    return new HostPolicy(maxMetadataAge, queryTimeout, value);
  }

  private static Duration positive(String name, Duration value, Duration absent) {
    if (value == null) {
      return absent;
    }
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be longer than zero, not " + value);
    }
    return value;
  }
}
