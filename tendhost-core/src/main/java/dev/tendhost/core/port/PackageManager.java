package dev.tendhost.core.port;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;

/**
 * One package manager on one host. The rules, each a test of the published contract:
 *
 * <ol>
 *   <li>Garbled, cut off or missing output is UNPARSABLE_OUTPUT, never an empty list.
 *   <li>{@link #listUpgradable}, {@link #upgradeDryRun} and {@link #rebootRequired} change nothing
 *       on the host and need no root.
 *   <li>Only {@link #refresh} fetches anything that is kept on the host.
 *   <li>A held lock is PACKAGES_LOCKED, which is retryable, and the details name its {@code holder}
 *       as far as the tool tells it.
 *   <li>A tool that is missing when it is used is PACKAGE_MANAGER_MISSING.
 *   <li>{@link #upgradeDryRun} tells what {@link #upgradeAll} with the same options would do; the
 *       same changes with the same options have the same digest ({@link PlanDigest}).
 *   <li>{@link #upgradeAll} plans again before it acts and refuses with PLAN_DRIFTED, before the
 *       first change, if {@link UpgradeOptions#expectedPlanDigest} is another.
 *   <li>{@link #upgradeAll} awaits {@link UpgradeListener#jobStarting} before it starts anything on
 *       the host, and starts nothing if that fails. So a future that fails before changed nothing;
 *       one that fails after means that the end is not known, until {@link
 *       UpgradeListener#jobEnded}. Whoever did something before, as a repair, ends with a result
 *       that tells it, FAILED or UNKNOWN, instead.
 *   <li>The result of an upgrade is told by evidence: what is installed before and after.
 *   <li>What cannot be told is UNKNOWN in {@link #rebootRequired}, never a guess. A manager whose
 *       changes never need a reboot says NOT_REQUIRED. Of several managers one REQUIRED is enough,
 *       and else one UNKNOWN.
 *   <li>An option that the tool cannot honour is UNSUPPORTED, never ignored.
 *   <li>Failures are {@link TendhostException}s that name the host and the command. Nothing is
 *       thrown by the methods themselves.
 *   <li>No method blocks the caller, all may be called from any thread; one is called at a time.
 *       The executor belongs to the caller, who closes it.
 *   <li>{@link UpgradeListener#progress} tells percent of the whole upgrade, 0 to 100, and never
 *       goes back.
 *   <li>{@link #resume} starts nothing. It ends as {@link #upgradeAll} would have if the step that
 *       is named was to be the last; if another was to follow, with a result FAILED that tells what
 *       the step changed and, unless it failed itself, UPGRADE_NOT_BEGUN; or with
 *       RESUME_UNSUPPORTED.
 * </ol>
 *
 * No argument and no result may be null.
 */
public interface PackageManager {
  /**
   * The id of the manager, the same as its provider's.
   *
   * @return such as {@code apt}, {@code dnf} or {@code compose}; {@code [a-z][a-z0-9-]*}
   */
  String id();

  /**
   * Fetches metadata from the repositories. Needs root with most managers.
   *
   * @return succeeded if everything was fetched
   */
  Future<Void> refresh();

  /**
   * Lists what is newer than what is installed, each package with the reason if it is held back.
   *
   * @return the inventory, with the age of the metadata
   */
  Future<PackageInventory> listUpgradable();

  /**
   * Tells what {@link #upgradeAll} would do.
   *
   * @param options what the upgrade may do
   * @return the plan
   */
  Future<UpdatePlan> upgradeDryRun(UpgradeOptions options);

  /**
   * Upgrades.
   *
   * @param options what the upgrade may do
   * @param listener hears how it goes
   * @return the result; failed if it was refused before the first change, or if its end is not
   *     known
   */
  Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener);

  /**
   * Watches a job that was started by an earlier {@link #upgradeAll} to its end. Starts nothing.
   *
   * @param job the job, as {@link UpgradeListener#jobStarting} told it
   * @param options the options it was started with
   * @param listener hears how it goes
   * @return the result, of the whole upgrade and not of the step alone; failed with
   *     RESUME_UNSUPPORTED unless the adapter overrides this
   */
  default Future<UpdateResult> resume(
      JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return Future.failedFuture(
        new TendhostException(
            FailureKind.RESUME_UNSUPPORTED,
            null,
            "the "
                + id()
                + " adapter cannot take up job "
                + job.jobId()
                + " again;"
                + " see on the host how it ended, then retry"));
  }

  /**
   * Tells whether a reboot is due.
   *
   * @return the verdict with its evidence
   */
  Future<RebootVerdict> rebootRequired();
}
