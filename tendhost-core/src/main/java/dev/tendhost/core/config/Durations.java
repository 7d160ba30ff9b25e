package dev.tendhost.core.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks the durations of configurations. */
final class Durations {
  private Durations() {}

  /** The duration; it must be longer than zero. */
  static Duration requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be longer than zero, not " + value);
    }
    return value;
  }

  /** The duration, or another if it is absent; it must be longer than zero. */
  static Duration positive(String name, @Nullable Duration value, Duration absent) {
    return value == null ? absent : requirePositive(name, value);
  }

  /** The duration, or another if it is absent; it may be zero. */
  static Duration notNegative(String name, @Nullable Duration value, Duration absent) {
    if (value != null && value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }
    return value == null ? absent : value;
  }
}
