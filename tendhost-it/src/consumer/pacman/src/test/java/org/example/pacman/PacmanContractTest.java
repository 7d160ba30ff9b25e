package org.example.pacman;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerContract;
import dev.tendhost.core.tck.ScriptedExecutor;

class PacmanContractTest extends PackageManagerContract {
  @Override
  protected PackageManagerProvider provider() {
    return new PacmanProvider();
  }

  @Override
  protected ScriptedExecutor healthy() {
    return PacmanScript.healthy();
  }

  @Override
  protected ScriptedExecutor locked() {
    return PacmanScript.locked();
  }

  @Override
  protected String holder() {
    return "/var/lib/pacman/db.lck";
  }

  @Override
  protected ScriptedExecutor withoutRebootEvidence() {
    return PacmanScript.inContainer();
  }

  @Override
  protected boolean changes(Command command) {
    return PacmanScript.changes(command);
  }

  @Override
  protected boolean fetches(Command command) {
    return PacmanScript.fetches(command);
  }

  @Override
  protected boolean canUpgrade() {
    return true;
  }

  @Override
  protected ScriptedExecutor upgrading() {
    return PacmanScript.upgrading();
  }

  @Override
  protected ScriptedExecutor upgradingInVain() {
    return PacmanScript.upgradingInVain();
  }
}
