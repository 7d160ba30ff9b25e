package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.job.JobListener;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.UpgradeStep;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a listener what dnf writes of its progress. One a step, as jobs tell one a time. */
final class DnfProgress implements JobListener {
  /** dnf 4: {@code Upgrading : a-2-1.noarch 3/10}; it counts again when it verifies all. */
  private static final Pattern DNF4 =
      Pattern.compile(
          " +(?:Installing|Upgrading|Downgrading|Reinstalling|Cleanup|Erasing|Obsoleting|Removing) *:"
              + " (?<name>\\S+) +(?<done>\\d{1,6})/(?<all>\\d{1,6}) *");

  private static final Pattern DNF4_DOWNLOAD =
      Pattern.compile("\\((?<done>\\d{1,6})/(?<all>\\d{1,6})\\): (?<name>\\S+)\\.rpm .*");

  /** dnf5: {@code [3/9] Upgrading a-0:2-1.noarch 100% | ...}, a long name cut. */
  private static final Pattern DNF5 =
      Pattern.compile(
          "\\[(?<done>\\d{1,6})/(?<all>\\d{1,6})\\] (?:Installing|Upgrading|Downgrading|Reinstalling|Removing"
              + "|Verify|Prepare) (?<name>\\S+).* \\d{1,3}% \\|.*");

  private static final Pattern DNF5_DOWNLOAD =
      Pattern.compile(
          "\\[(?<done>\\d{1,6})/(?<all>\\d{1,6})\\] (?<name>\\S+-\\d+:\\S+) +\\d{1,3}% \\|.*");

  private static final Pattern DNF5_NAME = Pattern.compile("(.+)-\\d+:.*");
  private static final Pattern DNF4_NAME = Pattern.compile("(.+)-[^-]+-[^-]+");

  private final UpgradeStep step;
  private final UpgradeListener listener;
  private @Nullable String lastPackage;
  private int lastPercent = -1;

  DnfProgress(UpgradeStep step, UpgradeListener listener) {
    this.step = step;
    this.listener = listener;
  }

  @Override
  public void line(String file, String line) {
    // What dnf asks stands before the first line of its answer.
    String text = line.substring(line.lastIndexOf("]: ") < 0 ? 0 : line.lastIndexOf("]: ") + 3);
    boolean fetching = step.fetches();
    Matcher four = (fetching ? DNF4_DOWNLOAD : DNF4).matcher(text);
    Matcher five = (fetching ? DNF5_DOWNLOAD : DNF5).matcher(text);
    if (four.matches()) {
      tell(name(DNF4_NAME, four.group("name")), four.group("done"), four.group("all"));
    } else if (five.matches()) {
      tell(name(DNF5_NAME, five.group("name")), five.group("done"), five.group("all"));
    }
  }

  /** Only what is new. */
  private void tell(@Nullable String name, String done, String all) {
    double part = 100.0 * Integer.parseInt(done) / Math.max(1, Integer.parseInt(all));
    int percent = Math.max(lastPercent, step.overall(Math.min(100, part)));
    if (percent > lastPercent || (name != null && !Objects.equals(name, lastPackage))) {
      lastPackage = name;
      lastPercent = percent;
      listener.progress(name, percent);
    }
  }

  private static @Nullable String name(Pattern pattern, String word) {
    Matcher matcher = pattern.matcher(word);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
