package dev.tendhost.core.tck;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManagerProvider;
import java.util.Map;
import java.util.Set;

/** What {@link PackageManagerContract} has to know of an adapter, and the hosts it needs. */
public abstract class PackageManagerScenarios {
  /**
   * The provider under test.
   *
   * @return the same or an equal one each time
   */
  protected abstract PackageManagerProvider provider();

  /**
   * Scripts a host that refreshes well and has at least one upgrade that can be installed.
   *
   * @return a new one each time
   */
  protected abstract ScriptedExecutor healthy();

  /**
   * Scripts a host whose lock is held by the process {@link #holder} while it refreshes.
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
   * Whether the command would change something on a host: packages, metadata, files.
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
   * Whether the adapter keeps metadata on the host, which {@code refresh} fetches under a lock.
   *
   * @return if not, {@code refresh} is asserted to change nothing, and neither {@link #locked} nor
   *     {@link #holder} is asked for; true unless overridden
   */
  protected boolean keepsMetadata() {
    return true;
  }

  /**
   * Whether a change may need a reboot.
   *
   * @return if not, the verdict is asserted to be NOT_REQUIRED, and {@link #withoutRebootEvidence}
   *     is not asked for; true unless overridden
   */
  protected boolean mayNeedReboot() {
    return true;
  }

  /**
   * Scripts a host where the upgrade ends well and changes nothing; only if it can upgrade.
   *
   * @return a new one each time
   */
  protected ScriptedExecutor upgradingInVain() {
    throw new UnsupportedOperationException("override this if canUpgrade() is true");
  }

  /**
   * The host under test.
   *
   * @return one without settings unless overridden
   */
  protected ManagedHost host() {
    return new ManagedHost(HostName.of("tck-1"), "127.0.0.1", 22, "tck", Set.of(), Map.of());
  }
}
