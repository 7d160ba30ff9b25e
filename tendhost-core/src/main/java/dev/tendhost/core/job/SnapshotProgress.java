package dev.tendhost.core.job;

import dev.tendhost.core.port.UpgradeListener;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the packages whose turn has come; at most 99 percent, as long as it goes on. */
final class SnapshotProgress implements JobListener {
  private static final int MOST = 99;

  private final int packages;
  private final Pattern progress;
  private final UpgradeListener listener;
  private int seen;

  SnapshotProgress(int packages, Pattern progress, UpgradeListener listener) {
    this.packages = packages;
    this.progress = progress;
    this.listener = listener;
  }

  @Override
  public void line(String file, String line) {
    Matcher matcher = progress.matcher(line);
    if (matcher.find()) {
      listener.progress(matcher.group(1), Math.min(MOST, 100 * seen / Math.max(1, packages)));
      seen++;
    }
  }
}
