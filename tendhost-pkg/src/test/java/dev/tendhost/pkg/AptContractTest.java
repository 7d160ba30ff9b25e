package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerContract;
import dev.tendhost.core.tck.ScriptedExecutor;

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

  @Override
  protected boolean canUpgrade() {
    return false;
  }
}
