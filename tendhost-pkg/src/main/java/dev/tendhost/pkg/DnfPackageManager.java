package dev.tendhost.pkg;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.dnf.Dnf;
import io.vertx.core.Future;

/**
 * dnf 4, dnf5 or yum on one host. Lists, plans and judges without root, and from the metadata the
 * system has; {@link #refresh} and {@link #upgradeAll} need root. Only yum 3 plans as root alone,
 * and {@link #upgradeAll} is UNSUPPORTED with it. The settings are those of {@link DnfProvider}.
 *
 * <p>An upgrade runs in steps, each a job of the host ({@link dev.tendhost.core.job.DetachedJobs}):
 * {@code repair}, if an earlier transaction left packages installed twice and the options allow it;
 * {@code download}; {@code install}, from what was fetched. In each step dnf shows what it would do
 * and is told to go on only if that is what was planned; the same run of dnf then does it. dnf is
 * never told to say yes by itself: a key that nobody imported is refused. How a step ended is told
 * by rpm's database before and after it and by dnf's history. A package's script that failed makes
 * the upgrade FAILED, also where dnf exits with 0 and everything is installed. {@link #resume}
 * watches a step to its end and starts no other: unless that was the last one it ends as FAILED,
 * with UPGRADE_NOT_BEGUN.
 *
 * <p>A package that cannot be upgraded keeps no other back. The modes differ in what goes: dnf
 * installs new dependencies and replaces obsoleted packages in every upgrade, so unless the mode is
 * {@code WITH_REMOVALS} what obsoletes an installed package is excluded, and with {@code
 * INSTALLED_ONLY} every new package too. The oldest of several kernels may go in every mode: the
 * package stays. yum 3 does not support {@code WITH_REMOVALS}.
 *
 * <p>A package that is newer and not planned has the first reason that fits: held by the host's
 * configuration (a version lock or an exclusion); excluded by the request; blocked by broken
 * dependencies; needs a removal; kept back. A package that another one obsoletes is told as
 * replaced by it. A kernel that is installed beside the running one is an installation.
 *
 * <p>A security fix is told by advisories for a version above the installed one.
 */
public final class DnfPackageManager implements PackageManager {
  private final Dnf dnf;

  /**
   * Runs nothing yet.
   *
   * @param host the host
   * @param executor runs commands on it; belongs to the caller
   */
  public DnfPackageManager(ManagedHost host, RemoteExecutor executor) {
    dnf = new Dnf(host, executor);
  }

  @Override
  public String id() {
    return Dnf.ID;
  }

  @Override
  public Future<Void> refresh() {
    return dnf.refresh();
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    return dnf.inventory();
  }

  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
    return dnf.plan(options);
  }

  @Override
  public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
    return dnf.upgrade(options, listener);
  }

  @Override
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return dnf.resume(job, options, listener);
  }

  @Override
  public Future<RebootVerdict> rebootRequired() {
    return dnf.rebootRequired();
  }
}
