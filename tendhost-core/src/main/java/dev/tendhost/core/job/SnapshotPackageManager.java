package dev.tendhost.core.job;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.regex.Pattern;

/**
 * A package manager whose tool upgrades by one command and lists what is installed by another; for
 * authors of adapters, who are left with how to refresh, to list, to plan, and to tell whether a
 * reboot is due.
 *
 * <p>The upgrade runs as a job of the host, as root, and leaves in its directory the plan, what was
 * installed before and after it, and its output; by these it is judged, here or by another
 * controller that takes it up again. {@code UPDATED} is one that ended well and left every package
 * as planned; {@code FAILED} one that changed something else than that, or ended well and changed
 * nothing, or whose files were damaged, as by a power cut. One that failed and changed nothing is a
 * failed future, of the kind that {@link HostCommands} makes of its output.
 *
 * <p>Safe for any thread as far as its subclass is; no method blocks.
 */
public abstract class SnapshotPackageManager implements PackageManager {
  private final String id;
  private final HostCommands host;
  private final SnapshotUpgrade upgrades;

  /**
   * Runs nothing yet.
   *
   * @param id the manager's id
   * @param host runs commands on the host and tells how they fail
   * @param list a POSIX shell script that needs no root and prints a line for each installed
   *     package, {@code <name> <version>}; it fails if it cannot
   * @param upgrade a POSIX shell script that carries the plan out and asks nobody; run as root
   * @param progress finds in a line of the upgrade's output the package whose turn it is, as its
   *     first group
   */
  protected SnapshotPackageManager(
      String id, HostCommands host, String list, String upgrade, Pattern progress) {
    this.id = id;
    this.host = host;
    this.upgrades = new SnapshotUpgrade(id, host, list, upgrade, progress);
  }

  /** {@return runs commands on the host} */
  protected final HostCommands host() {
    return host;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
    return upgradeDryRun(options).compose(plan -> upgrades.run(plan, listener));
  }

  @Override
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return upgrades.resume(job, listener);
  }
}
