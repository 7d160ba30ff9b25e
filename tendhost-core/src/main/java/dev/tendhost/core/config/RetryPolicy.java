package dev.tendhost.core.config;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import java.time.Duration;

/**
 * How read-only operations that failed with a retryable kind are tried again, within the same
 * operation. Nothing that changes a host is ever tried again by itself.
 *
 * @param times how often at most, 0 to 100; 3 by default
 * @param backoff how long to wait before the first retry; each further wait is twice as long, up to
 *     16 times this, and shortened by chance by up to a half; 5 s by default
 */
@WireType
public record RetryPolicy(
    Integer times, @JsonFormat(shape = JsonFormat.Shape.STRING) Duration backoff) {
  private static final int TIMES = 3;
  private static final Duration BACKOFF = Duration.ofSeconds(5);
  private static final RetryPolicy DEFAULTS = new RetryPolicy(TIMES, BACKOFF);

  /** Absent parts are the defaults. */
  public RetryPolicy {
    times = times == null ? Integer.valueOf(TIMES) : times;
    if (times < 0 || times > 100) {
      throw new IllegalArgumentException("times must be 0 to 100, not " + times);
    }
    backoff = Durations.positive("backoff", backoff, BACKOFF);
  }

  /**
   * The defaults named above.
   *
   * @return 3 times, 5 s
   */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * No retries.
   *
   * @return a policy with none
   */
  public static RetryPolicy none() {
    return new RetryPolicy(0, BACKOFF);
  }
}
