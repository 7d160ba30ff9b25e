package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerProviderContract;
import dev.tendhost.core.tck.ScriptedExecutor;

class AptProviderContractTest extends PackageManagerProviderContract {
  @Override
  protected PackageManagerProvider provider() {
    return new AptProvider();
  }

  @Override
  protected ScriptedExecutor present() {
    return AptScript.healthy();
  }

  @Override
  protected ScriptedExecutor absent() {
    return AptScript.withoutApt();
  }

  @Override
  protected boolean changes(Command command) {
    return AptScript.changes(command);
  }
}
