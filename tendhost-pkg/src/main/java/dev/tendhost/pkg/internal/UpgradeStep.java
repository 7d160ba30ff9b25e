package dev.tendhost.pkg.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.HostCommands;
import java.util.Locale;

/**
 * The steps of an upgrade of system packages; each is a job of its own, in this order. A job's
 * reference names its step, so that whoever takes it up knows whether another was to follow.
 */
public enum UpgradeStep {
  /** Mends what an earlier transaction left half done. */
  REPAIR(0, 0),
  /** Fetches what the plan needs, for {@link #INSTALL}. Nothing is changed but a cache. */
  DOWNLOAD(0, 25),
  /** Fetches what the plan needs, and that is all that was asked. */
  DOWNLOAD_ONLY(0, 100),
  /** Installs from the cache. */
  INSTALL(25, 100);

  private final int begin;
  private final int end;

  UpgradeStep(int begin, int end) {
    this.begin = begin;
    this.end = end;
  }

  /** {@return the word in a job's reference} */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return whether it only fetches} */
  public boolean fetches() {
    return this == DOWNLOAD || this == DOWNLOAD_ONLY;
  }

  /**
   * The step of a job.
   *
   * @param host runs the job's commands
   * @param job the job
   * @return its step
   * @throws dev.tendhost.core.error.TendhostException RESUME_UNSUPPORTED if there is none such
   */
  public static UpgradeStep of(HostCommands host, JobRef job) {
    for (UpgradeStep step : values()) {
      if (step.word().equals(job.step())) {
        return step;
      }
    }
    throw host.error(
        FailureKind.RESUME_UNSUPPORTED,
        "this version of the " + job.manager() + " adapter knows no step " + job.step());
  }

  /**
   * Percent of the whole upgrade.
   *
   * @param percent of this step
   * @return how far it is as a whole
   */
  public int overall(double percent) {
    return (int) (begin + (end - begin) * percent / 100);
  }

  /**
   * Why a step that was taken up again, and went well, is not the upgrade.
   *
   * @param host the host
   * @param done what the step did, as the beginning of a sentence; may be empty
   * @return UPGRADE_NOT_BEGUN
   */
  public static FleetError notBegun(HostName host, String done) {
    return FleetError.of(
        FailureKind.UPGRADE_NOT_BEGUN,
        host,
        done + "the upgrade itself was not begun; ask for it again");
  }
}
