package dev.tendhost.core.config;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import java.time.Duration;

/**
 * How a host is rebooted, and what proves that it is well.
 *
 * @param automatic whether the host may be rebooted when that is due: when it is asked to without
 *     force, and by itself after an update, as {@link dev.tendhost.api.OperationId#rebootAfter};
 *     off by default
 * @param within the longest from the command until the host is up and well, its soak not included;
 *     15 min by default
 * @param soak how long the host has to stay up and well before its reboot counts as proven; may be
 *     zero; 30 s by default
 */
@WireType
public record RebootPolicy(
    boolean automatic,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration within,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration soak) {
  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final Duration SOAK = Duration.ofSeconds(30);
  private static final RebootPolicy DEFAULTS = new RebootPolicy(false, WITHIN, SOAK);

  /** Absent parts are the defaults. */
  public RebootPolicy {
    within = Durations.positive("within", within, WITHIN);
    soak = Durations.notNegative("soak", soak, SOAK);
  }

  /**
   * The defaults named above.
   *
   * @return not automatic
   */
  public static RebootPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * The same, automatic or not.
   *
   * @param value whether the host may be rebooted when that is due
   * @return a copy
   */
  public RebootPolicy withAutomatic(boolean value) {
    return new RebootPolicy(value, within, soak);
  }

  /**
   * The same with another limit.
   *
   * @param value the longest from the command until the host is up and well
   * @return a copy
   */
  public RebootPolicy withWithin(Duration value) {
    return new RebootPolicy(automatic, value, soak);
  }

  /**
   * The same with another soak.
   *
   * @param value how long the host has to stay well; may be zero
   * @return a copy
   */
  public RebootPolicy withSoak(Duration value) {
    return new RebootPolicy(automatic, within, value);
  }
}
