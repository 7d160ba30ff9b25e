package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerProviderContract;
import dev.tendhost.core.tck.ScriptedExecutor;

class ComposeProviderContractTest extends PackageManagerProviderContract {
  @Override
  protected PackageManagerProvider provider() {
    return new ComposeProvider();
  }

  @Override
  protected ScriptedExecutor present() {
    return ComposeScript.healthy();
  }

  @Override
  protected ScriptedExecutor absent() {
    return ComposeScript.withoutCompose();
  }

  @Override
  protected boolean changes(Command command) {
    return ComposeScript.changes(command);
  }
}
