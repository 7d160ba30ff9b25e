package org.example.pacman;

import static dev.tendhost.core.tck.Answers.framed;
import static dev.tendhost.core.tck.Answers.result;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import java.util.List;

/** A host by the outputs of pacman 6.0.2, as they were recorded on Debian with tiny packages. */
final class PacmanScript {
  private static final String SURVEY =
      """
      newer bash 5.2.026-2 -> 5.2.037-1
      newer held 1-1 -> 2-1 [ignored]
      newer linux 6.11.1.arch1-1 -> 6.11.5.arch1-1
      planned newdep 2-1 core
      planned bash 5.2.037-1 core
      planned linux 6.11.5.arch1-1 core
      """;
  private static final List<PackageChange> PLAN =
      List.of(
          change(ChangeAction.INSTALL, "newdep", null, "2-1"),
          change(ChangeAction.UPGRADE, "bash", "5.2.026-2", "5.2.037-1"),
          change(ChangeAction.UPGRADE, "linux", "6.11.1.arch1-1", "6.11.5.arch1-1"));
  private static final String BEFORE =
      """
      bash 5.2.026-2
      held 1-1
      linux 6.11.1.arch1-1
      """;
  private static final String AFTER =
      """
      bash 5.2.037-1
      held 1-1
      linux 6.11.5.arch1-1
      newdep 2-1
      """;
  private static final String UPGRADE =
      """
      :: Processing package changes...
      installing newdep...
      upgrading bash...
      upgrading linux...
      """;
  private static final String LOCKED =
      "error: failed to synchronize all databases (unable to lock database)\n";

  private PacmanScript() {}

  static ScriptedExecutor healthy() {
    return new ScriptedExecutor()
        .on("pacman -Sy", Answers.ok(":: Synchronizing package databases...\n"))
        .on("pacman -Qu", framed(SURVEY))
        .on("uname -r", framed("kernel NOT_REQUIRED is installed\n"))
        .on("command -v pacman", framed("found yes\n"));
  }

  static ScriptedExecutor upgrading() {
    return upgradingTo(AFTER);
  }

  static ScriptedExecutor upgradingInVain() {
    return upgradingTo(BEFORE);
  }

  private static PackageChange change(ChangeAction action, String name, String from, String to) {
    return new PackageChange(action, name, null, from, to, "core", false);
  }

  private static ScriptedExecutor upgradingTo(String after) {
    ScriptedJobs jobs =
        ScriptedJobs.exiting(0)
            .withPlan(PLAN)
            .withInstalled(BEFORE, after)
            .withFile("out", UPGRADE);
    return new ScriptedExecutor().on(ScriptedJobs::isAboutJobs, jobs).over(healthy());
  }

  static ScriptedExecutor locked() {
    return new ScriptedExecutor().on("pacman -Sy", result(1, "", LOCKED));
  }

  static ScriptedExecutor inContainer() {
    return new ScriptedExecutor().on("uname -r", framed("kernel UNKNOWN is not of this system\n"));
  }

  static ScriptedExecutor withoutPacman() {
    return new ScriptedExecutor().on("command -v", framed("found no\n"));
  }

  static boolean changes(Command command) {
    return command.asRoot();
  }

  static boolean fetches(Command command) {
    return command.display().contains("pacman -Sy");
  }
}
