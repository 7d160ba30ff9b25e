package org.example.pacman;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerProviderContract;
import dev.tendhost.core.tck.ScriptedExecutor;

class PacmanProviderContractTest extends PackageManagerProviderContract {
  @Override
  protected PackageManagerProvider provider() {
    return new PacmanProvider();
  }

  @Override
  protected ScriptedExecutor present() {
    return PacmanScript.healthy();
  }

  @Override
  protected ScriptedExecutor absent() {
    return PacmanScript.withoutPacman();
  }

  @Override
  protected boolean changes(Command command) {
    return PacmanScript.changes(command);
  }
}
