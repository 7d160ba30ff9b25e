package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerContract;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import java.util.Map;

class AptContractTest extends PackageManagerContract {
  @Override
  protected PackageManagerProvider provider() {
    return new AptProvider();
  }

  @Override
  protected ScriptedExecutor healthy() {
    return AptScript.healthy();
  }

  @Override
  protected ScriptedExecutor locked() {
    return AptScript.locked();
  }

  @Override
  protected String holder() {
    return "112 (perl)";
  }

  @Override
  protected ScriptedExecutor withoutRebootEvidence() {
    return AptScript.withoutKernel();
  }

  @Override
  protected boolean changes(Command command) {
    return AptScript.changes(command);
  }

  @Override
  protected boolean fetches(Command command) {
    return AptScript.fetches(command);
  }

  /** Nobody gives the lock back here. */
  @Override
  protected ManagedHost host() {
    ManagedHost host = super.host();
    Map<String, String> impatient = Map.of("apt.lock-timeout", "0");
    return new ManagedHost(
        host.name(), host.address(), host.port(), host.user(), host.tags(), impatient);
  }

  @Override
  protected boolean canUpgrade() {
    return true;
  }

  @Override
  protected ScriptedExecutor upgrading() {
    return AptScript.upgrading(ScriptedJobs.exiting(0), "2.6.2");
  }

  @Override
  protected ScriptedExecutor upgradingInVain() {
    return AptScript.upgrading(ScriptedJobs.exiting(0), "2.6.1");
  }
}
