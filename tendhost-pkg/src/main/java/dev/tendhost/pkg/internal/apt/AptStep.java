package dev.tendhost.pkg.internal.apt;

import java.util.Locale;
import java.util.Optional;

/**
 * The steps of an upgrade with apt; each is a job of its own, in this order. A job's reference
 * names its step, so that whoever takes it up knows whether another was to follow.
 */
enum AptStep {
  /** Configures what an earlier transaction left half done. */
  REPAIR(0, 0),
  /** Fetches what the plan needs, for {@link #INSTALL}. Nothing is changed but apt's cache. */
  DOWNLOAD(0, 25),
  /** Fetches what the plan needs, and that is all that was asked. */
  DOWNLOAD_ONLY(0, 100),
  /** Installs from the cache. */
  INSTALL(25, 100);

  private final int begin;
  private final int end;

  AptStep(int begin, int end) {
    this.begin = begin;
    this.end = end;
  }

  /** The word in a job's reference. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<AptStep> of(String word) {
    for (AptStep step : values()) {
      if (step.word().equals(word)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /**
   * Percent of the whole upgrade.
   *
   * @param percent of this step
   */
  int overall(double percent) {
    return (int) (begin + (end - begin) * percent / 100);
  }
}
