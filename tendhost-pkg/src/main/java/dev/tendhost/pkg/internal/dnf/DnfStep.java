package dev.tendhost.pkg.internal.dnf;

import java.util.Locale;
import java.util.Optional;

/** The steps of an upgrade with dnf; each is a job of its own, in this order. */
enum DnfStep {
  /** Removes the older versions of what an earlier transaction left installed twice. */
  REPAIR(0, 0),
  /** Fetches what the plan needs. Nothing is changed but dnf's cache. */
  DOWNLOAD(0, 25),
  /** Installs from the cache. */
  INSTALL(25, 100);

  private final int begin;
  private final int end;

  DnfStep(int begin, int end) {
    this.begin = begin;
    this.end = end;
  }

  /** The word in a job's reference. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<DnfStep> of(String word) {
    for (DnfStep step : values()) {
      if (step.word().equals(word)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /**
   * Percent of the whole upgrade.
   *
   * @param done how many parts of this step are done
   * @param all of how many
   */
  int overall(int done, int all) {
    return begin + (end - begin) * Math.min(done, all) / Math.max(1, all);
  }
}
