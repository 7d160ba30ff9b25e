package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerProviderContract;
import dev.tendhost.core.tck.ScriptedExecutor;

class DnfProviderContractTest extends PackageManagerProviderContract {
  @Override
  protected PackageManagerProvider provider() {
    return new DnfProvider();
  }

  @Override
  protected ScriptedExecutor present() {
    return DnfScript.healthy(DnfScript.DNF4);
  }

  @Override
  protected ScriptedExecutor absent() {
    return DnfScript.without();
  }

  @Override
  protected boolean changes(Command command) {
    return DnfScript.changes(command);
  }
}
