package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerContract;
import dev.tendhost.core.tck.ScriptedExecutor;

class ComposeContractTest extends PackageManagerContract {
  @Override
  protected PackageManagerProvider provider() {
    return new ComposeProvider();
  }

  @Override
  protected ScriptedExecutor healthy() {
    return ComposeScript.healthy();
  }

  @Override
  protected ScriptedExecutor locked() {
    throw new UnsupportedOperationException("the engine has no lock to hold");
  }

  @Override
  protected String holder() {
    throw new UnsupportedOperationException("the engine has no lock to hold");
  }

  @Override
  protected ScriptedExecutor withoutRebootEvidence() {
    throw new UnsupportedOperationException("containers never need a reboot");
  }

  @Override
  protected boolean keepsMetadata() {
    return false;
  }

  @Override
  protected boolean mayNeedReboot() {
    return false;
  }

  @Override
  protected boolean changes(Command command) {
    return ComposeScript.changes(command);
  }

  @Override
  protected boolean fetches(Command command) {
    return ComposeScript.fetches(command);
  }

  @Override
  protected boolean canUpgrade() {
    return true;
  }

  @Override
  protected boolean hasLock() {
    return false;
  }

  @Override
  protected ScriptedExecutor upgrading() {
    return ComposeScript.ended(ComposeScript.upgraded());
  }

  @Override
  protected ScriptedExecutor upgradingInVain() {
    return ComposeScript.ended(ComposeScript.recorded("snapshot.txt"));
  }
}
