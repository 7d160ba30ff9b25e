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
import dev.tendhost.pkg.internal.apt.Apt;
import io.vertx.core.Future;

/**
 * Debian's apt on one host. Lists, plans and judges without root and without a lock; {@link
 * #refresh} and {@link #upgradeAll} need root. The settings are those of {@link AptProvider}.
 *
 * <p>An upgrade runs in steps, each a job of the host ({@link dev.tendhost.core.job.DetachedJobs}):
 * {@code repair}, if an earlier transaction was interrupted and the options allow it; {@code
 * download}; {@code install}, from what was fetched. The last one plans once more on the host and
 * does nothing unless that is what was planned. Nobody is asked anything: a configuration file that
 * was changed here stays, and the result names it. Services are not restarted by needrestart. How a
 * step ended is told by the packages before and after it, dpkg's states and its journal. {@link
 * #resume} watches a step to its end and starts no other: unless that was the last, it ends with
 * UPGRADE_NOT_BEGUN.
 *
 * <p>A repair is {@code dpkg --configure -a} and never {@code apt-get --fix-broken install}. Who
 * fetches only ({@code download-only} is the step) repairs nothing. Of a host that apt can plan
 * nothing on before it is repaired, everything newer is listed as blocked, and the plan is the
 * repair alone. What a repair did is told in the result, whatever comes after it.
 *
 * <p>A package that is newer and not planned has the first reason that fits: on hold; excluded by
 * the request; blocked by broken dependencies; needs a removal; phased; kept back.
 *
 * <p>A security fix is told by the origin of any version above the installed one, never by a name.
 */
public final class AptPackageManager implements PackageManager {
  private final Apt apt;

  /**
   * Runs nothing yet.
   *
   * @param host the host
   * @param executor runs commands on it; belongs to the caller
   */
  public AptPackageManager(ManagedHost host, RemoteExecutor executor) {
    apt = new Apt(host, executor);
  }

  @Override
  public String id() {
    return Apt.ID;
  }

  @Override
  public Future<Void> refresh() {
    return apt.refresh();
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    return apt.inventory();
  }

  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
    return apt.plan(options);
  }

  @Override
  public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
    return apt.upgrade(options, listener);
  }

  @Override
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return apt.resume(job, options, listener);
  }

  @Override
  public Future<RebootVerdict> rebootRequired() {
    return apt.rebootRequired();
  }
}
