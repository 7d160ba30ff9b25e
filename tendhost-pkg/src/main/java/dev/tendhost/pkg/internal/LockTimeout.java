package dev.tendhost.pkg.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.ManagedHost;
import java.time.Duration;
import java.util.Optional;

/** The setting that says how long to wait while somebody else holds a package manager's lock. */
public final class LockTimeout {
  /** As apt(8) waits where nobody looks on. */
  private static final Duration DEFAULT = Duration.ofMinutes(2);

  private LockTimeout() {}

  /**
   * Reads it.
   *
   * @param host whose setting it is
   * @param key such as {@code dnf.lock-timeout}; seconds
   * @return two minutes by default; INVALID_CONFIGURATION is thrown at what is no number
   */
  public static Duration of(ManagedHost host, String key) {
    Optional<String> seconds = host.setting(key);
    if (seconds.isPresent() && !seconds.get().matches("\\d{1,5}")) {
      throw new TendhostException(
          FailureKind.INVALID_CONFIGURATION,
          host.name(),
          "the setting "
              + key
              + " must be a number of seconds, 0 to 99999, not \""
              + seconds.get()
              + "\"");
    }
    return seconds.map(Long::valueOf).map(Duration::ofSeconds).orElse(DEFAULT);
  }
}
