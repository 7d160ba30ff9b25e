package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerContract;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import java.util.Map;

/** The published contract for one of the tools that the dnf adapter speaks. */
abstract class DnfContract extends PackageManagerContract {
  private final String tool;

  DnfContract(String tool) {
    this.tool = tool;
  }

  @Override
  protected PackageManagerProvider provider() {
    return new DnfProvider();
  }

  @Override
  protected ScriptedExecutor healthy() {
    return DnfScript.healthy(tool);
  }

  @Override
  protected ScriptedExecutor locked() {
    return DnfScript.locked(tool);
  }

  @Override
  protected String holder() {
    return tool.equals(DnfScript.DNF5) ? "49 (dnf -y upgrade tend-slow)" : "2581 (python3)";
  }

  @Override
  protected ScriptedExecutor withoutRebootEvidence() {
    return DnfScript.withoutRebootEvidence(tool);
  }

  @Override
  protected boolean changes(Command command) {
    return DnfScript.changes(command);
  }

  @Override
  protected boolean fetches(Command command) {
    return DnfScript.fetches(command);
  }

  @Override
  protected boolean canUpgrade() {
    return !tool.equals(DnfScript.YUM3);
  }

  /** Nobody gives the lock back here. */
  @Override
  protected ManagedHost host() {
    ManagedHost host = super.host();
    Map<String, String> impatient = Map.of("dnf.lock-timeout", "0");
    return new ManagedHost(
        host.name(), host.address(), host.port(), host.user(), host.tags(), impatient);
  }

  @Override
  protected ScriptedExecutor upgrading() {
    return DnfScript.upgrading(tool, ScriptedJobs.exiting(0), "2.0-1");
  }

  @Override
  protected ScriptedExecutor upgradingInVain() {
    return DnfScript.upgrading(tool, ScriptedJobs.exiting(0), "1.0-1");
  }
}
