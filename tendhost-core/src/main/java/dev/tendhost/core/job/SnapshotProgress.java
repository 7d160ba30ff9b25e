package dev.tendhost.core.job;

import dev.tendhost.core.port.UpgradeListener;
import java.util.Optional;
import java.util.function.Function;

/** Counts the packages whose turn has come; at most 99 percent, as long as it goes on. */
final class SnapshotProgress implements JobListener {
  private static final int MOST = 99;

  private final int packages;
  private final Function<String, Optional<String>> packageOf;
  private final UpgradeListener listener;
  private int seen;

  SnapshotProgress(
      int packages, Function<String, Optional<String>> packageOf, UpgradeListener listener) {
    this.packages = packages;
    this.packageOf = packageOf;
    this.listener = listener;
  }

  @Override
  public void line(String file, String line) {
    packageOf
        .apply(line)
        .ifPresent(
            name -> {
              listener.progress(name, Math.min(MOST, 100 * seen / Math.max(1, packages)));
              seen++;
            });
  }
}
