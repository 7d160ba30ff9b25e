package dev.tendhost.core.tck;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManagerProvider;
import java.util.Map;
import java.util.Set;

/** What {@link PackageManagerContract} has to know of an adapter, and the hosts it needs. */
public abstract class PackageManagerScenarios {
  /** The provider under test. */
  protected abstract PackageManagerProvider provider();

  /** Scripts a host that refreshes well and has at least one upgrade that can be installed. */
  protected abstract ScriptedExecutor healthy();

  /** Scripts a host whose lock is held by the process {@link #holder} while it refreshes. */
  protected abstract ScriptedExecutor locked();

  /** The holder as the tool tells it, such as {@code 59 (perl)}; part of it is enough. */
  protected abstract String holder();

  /** Scripts a host that shows nothing of whether a reboot is due. */
  protected abstract ScriptedExecutor withoutRebootEvidence();

  /** Whether the command would change something on a host: packages, metadata, files. */
  protected abstract boolean changes(Command command);

  /** Whether the command would fetch metadata. */
  protected abstract boolean fetches(Command command);

  /** Whether the adapter can upgrade. */
  protected abstract boolean canUpgrade();

  /** Scripts a host where the upgrade ends well and changes nothing; only if it can upgrade. */
  protected ScriptedExecutor upgradingInVain() {
    throw new UnsupportedOperationException("override this if canUpgrade() is true");
  }

  /** The host under test. */
  protected ManagedHost host() {
    return new ManagedHost(HostName.of("tck-1"), "127.0.0.1", 22, "tck", Set.of(), Map.of());
  }
}
