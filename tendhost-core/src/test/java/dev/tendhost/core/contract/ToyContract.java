package dev.tendhost.core.contract;

import static dev.tendhost.core.tck.Answers.framed;
import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.core.tck.Answers.result;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.ToolProvider;
import dev.tendhost.core.tck.PackageManagerContract;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import java.util.List;

/** The hosts of the toy. */
abstract class ToyContract extends PackageManagerContract {
  private static final String BEFORE = "ball 1\n";
  private static final String AFTER = "ball 2\n";

  PackageManager toy(ManagedHost host, RemoteExecutor executor) {
    return new Toy(host, executor);
  }

  @Override
  protected PackageManagerProvider provider() {
    return new ToolProvider(Toy.ID, 0, Toy.ID, this::toy) {};
  }

  @Override
  protected ScriptedExecutor healthy() {
    return new ScriptedExecutor()
        .on("toy refresh", ok("done\n"))
        .on("toy fetch", ok("done\n"))
        .on("toy newer", framed("newer ball 1 2\nall told\n"))
        .on("toy reboot", framed("reboot no\n"));
  }

  @Override
  protected ScriptedExecutor locked() {
    return new ScriptedExecutor().on("toy refresh", result(1, "", "locked by 59 (child)\n"));
  }

  @Override
  protected String holder() {
    return "59 (child)";
  }

  @Override
  protected ScriptedExecutor withoutRebootEvidence() {
    return new ScriptedExecutor().on("toy reboot", framed("reboot perhaps\n"));
  }

  @Override
  protected boolean changes(Command command) {
    return command.asRoot();
  }

  @Override
  protected boolean fetches(Command command) {
    return command.display().contains("toy refresh") || command.display().contains("toy fetch");
  }

  @Override
  protected boolean canUpgrade() {
    return true;
  }

  @Override
  protected ScriptedExecutor upgrading() {
    return leaving(AFTER);
  }

  @Override
  protected ScriptedExecutor upgradingInVain() {
    return leaving(BEFORE);
  }

  private ScriptedExecutor leaving(String after) {
    ScriptedJobs jobs =
        ScriptedJobs.exiting(0)
            .withPlan(
                List.of(
                    new PackageChange(ChangeAction.UPGRADE, "ball", null, "1", "2", null, false)))
            .withInstalled(BEFORE, after)
            .withFile("out", "upgrading ball\n");
    return new ScriptedExecutor().on(ScriptedJobs::isAboutJobs, jobs).over(healthy());
  }
}
