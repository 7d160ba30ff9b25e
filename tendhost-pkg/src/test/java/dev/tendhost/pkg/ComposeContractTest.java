package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.PackageManagerContract;
import dev.tendhost.core.tck.ScriptedExecutor;
import java.util.Map;

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
  protected ScriptedExecutor upgradingInVain() {
    ScriptedJobs jobs =
        new ScriptedJobs(
            "exited 0",
            Map.of(
                "plan", ComposeScript.recorded("plan.txt"),
                "verdicts", "well 0\nwell 1\n",
                "after", ComposeScript.recorded("snapshot.txt")));
    return ComposeScript.healthy().on(ScriptedJobs::asksForJobs, jobs::answer);
  }
}
