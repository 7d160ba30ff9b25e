package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.job.JobListener;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.UpgradeStep;
import dev.tendhost.pkg.internal.apt.StatusLine.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells a listener what a job writes to its status file. One a step, as jobs tell one a time. */
final class AptProgress implements JobListener {
  private final UpgradeStep step;
  private final UpgradeListener listener;
  private @Nullable String lastPackage;
  private int lastPercent = -1;

  AptProgress(UpgradeStep step, UpgradeListener listener) {
    this.step = step;
    this.listener = listener;
  }

  @Override
  public void line(String file, String line) {
    StatusLine.parse(line).ifPresent(this::tell);
  }

  /** Only what is new: apt says each several times. */
  private void tell(StatusLine status) {
    String name = status.kind() == Kind.PMSTATUS ? packageOf(status.subject()) : null;
    int percent = Math.max(lastPercent, step.overall(done(status)));
    if (status.kind() != Kind.PMERROR
        && (percent > lastPercent || (name != null && !Objects.equals(name, lastPackage)))) {
      lastPackage = name;
      lastPercent = percent;
      listener.progress(name, percent);
    }
  }

  /** What is left to fetch before the installation is no part of it, and apt counts it to 100. */
  private double done(StatusLine status) {
    return step == UpgradeStep.INSTALL && !status.ofDpkg() ? 0 : status.percent();
  }

  /** dpkg-exec and the like are no packages. */
  private static @Nullable String packageOf(String subject) {
    return subject.equals("dpkg-exec") ? null : subject;
  }
}
