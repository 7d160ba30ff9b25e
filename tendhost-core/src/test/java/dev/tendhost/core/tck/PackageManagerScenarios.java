package dev.tendhost.core.tck;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What {@link PackageManagerContract} has to know of an adapter, and the hosts it needs. A method
 * that scripts a host makes a new one each time. Whatever an adapter cannot do is said by one of
 * the questions below, and then asserted, not skipped.
 */
public abstract class PackageManagerScenarios {
  /**
   * The provider under test.
   *
   * @return the same or an equal one each time
   */
  protected abstract PackageManagerProvider provider();

  /**
   * Scripts a host that refreshes well and has at least one upgrade that can be installed with
   * {@link UpgradeOptions#defaults}; best with real output of the tool.
   *
   * @return a new one each time
   */
  protected abstract ScriptedExecutor healthy();

  /**
   * Scripts a host whose lock is held by {@link #holder} while it refreshes. Not asked for unless
   * {@link #hasLock}.
   *
   * @return a new one each time
   */
  protected abstract ScriptedExecutor locked();

  /**
   * The holder as the tool tells it; part of it is enough.
   *
   * @return such as {@code 59 (perl)}
   */
  protected abstract String holder();

  /**
   * Scripts a host that shows nothing of whether a reboot is due.
   *
   * @return a new one each time
   */
  protected abstract ScriptedExecutor withoutRebootEvidence();

  /**
   * Whether the command would change something on a host: packages, metadata, files. Starting a
   * job, see {@link ScriptedJobs#startsAJob}, is a change.
   *
   * @param command what was run
   * @return true if it would
   */
  protected abstract boolean changes(Command command);

  /**
   * Whether the command would fetch metadata.
   *
   * @param command what was run
   * @return true if it would
   */
  protected abstract boolean fetches(Command command);

  /**
   * Whether the adapter can upgrade.
   *
   * @return if not, upgradeAll is asserted to fail with UNSUPPORTED
   */
  protected abstract boolean canUpgrade();

  /**
   * Scripts a host like {@link #healthy} where the upgrade ends well and does what was planned, and
   * where its job, if there is one, can be watched again. Only if it can upgrade. {@link
   * ScriptedJobs} plays the host's part.
   *
   * @return a new one each time
   */
  protected ScriptedExecutor upgrading() {
    throw new UnsupportedOperationException("override upgrading() if canUpgrade() is true");
  }

  /**
   * Scripts a host like {@link #healthy} where the upgrade ends well and changes nothing; only if
   * it can upgrade.
   *
   * @return a new one each time
   */
  protected ScriptedExecutor upgradingInVain() {
    throw new UnsupportedOperationException("override upgradingInVain() if canUpgrade() is true");
  }

  /**
   * Whether the adapter takes up a job that another controller started.
   *
   * @return as {@link #canUpgrade} by default; if not, resume is asserted to be RESUME_UNSUPPORTED
   */
  protected boolean canResume() {
    return canUpgrade();
  }

  /**
   * Whether the tool has a lock.
   *
   * @return true by default; if not, no operation may fail with PACKAGES_LOCKED
   */
  protected boolean hasLock() {
    return true;
  }

  /**
   * Whether the tool keeps metadata on the host.
   *
   * @return true by default; if not, refresh is asserted to run nothing that fetches or changes
   */
  protected boolean keepsMetadata() {
    return true;
  }

  /**
   * Whether what the manager changes can need a reboot.
   *
   * @return true by default; if not, the verdict is asserted to be NOT_REQUIRED
   */
  protected boolean mayNeedReboot() {
    return true;
  }

  /**
   * The host under test.
   *
   * @return one without settings unless overridden
   */
  protected ManagedHost host() {
    return new ManagedHost(HostName.of("tck-1"), "127.0.0.1", 22, "tck", Set.of(), Map.of());
  }

  final PackageManager manager(RemoteExecutor executor) {
    return provider().create(host(), executor);
  }

  /** Every operation that only reads, and asks the host. */
  final Map<String, Function<PackageManager, Future<?>>> reading() {
    Map<String, Function<PackageManager, Future<?>>> reading = new TreeMap<>();
    reading.put("listUpgradable", PackageManager::listUpgradable);
    reading.put("upgradeDryRun", manager -> manager.upgradeDryRun(UpgradeOptions.defaults()));
    if (mayNeedReboot()) {
      reading.put("rebootRequired", PackageManager::rebootRequired);
    }
    return reading;
  }

  /** The same, and an upgrade, which reads before it does anything else. */
  final Map<String, Function<PackageManager, Future<?>>> readingFirst() {
    Map<String, Function<PackageManager, Future<?>>> all = reading();
    if (canUpgrade()) {
      all.put(
          "upgradeAll",
          manager -> manager.upgradeAll(UpgradeOptions.defaults(), UpgradeListener.none()));
    }
    return all;
  }

  /** Every operation that asks the host. */
  final Map<String, Function<PackageManager, Future<?>>> all() {
    Map<String, Function<PackageManager, Future<?>>> all = readingFirst();
    if (keepsMetadata()) {
      all.put("refresh", PackageManager::refresh);
    }
    return all;
  }
}
