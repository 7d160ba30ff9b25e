package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.core.tck.Answers.result;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import dev.tendhost.pkg.internal.Recorded;
import io.vertx.core.Future;
import java.util.List;

/** Debian hosts by recorded outputs: 136 packages are newer, bash among them is on hold. */
final class AptScript {
  private static final String ROOM =
      "apt After this operation, 3233 kB of additional disk space will be used.\n"
          + "free ARCHIVES 82715228 /\nfree USR 82715228 /\n";
  private static final PackageChange CHANGE =
      new PackageChange(ChangeAction.UPGRADE, "apt", "amd64", "2.6.1", "2.6.2", "Debian", false);

  private AptScript() {}

  static ScriptedExecutor healthy() {
    return refreshing(ok("Reading package lists...\n"));
  }

  /** The same host where the update goes like this. */
  static ScriptedExecutor refreshing(CommandResult update) {
    String plan = Recorded.apt("bookworm-held-plan.txt");
    return new ScriptedExecutor()
        .on("Error-Mode=any update", update)
        .on("LC_ALL=*** date +%s", ok("1700000000\n"))
        .on("--ignore-hold", ok(framed(Recorded.apt("bookworm-everything.txt"))))
        .on("list --upgradable", ok(framed(Recorded.apt("bookworm-list.txt"))))
        .on(" -q=1 -s ", ok(framed(plan)))
        .on("apt list base-files", ok(framed("Listing...\n")))
        .on("showhold", ok(framed("bash\n")))
        .on(ScriptedExecutor.containing("apt-cache"), AptScript::policy)
        .on("--print-uris", ok(framed("now 1700000100\nsource 1699990000 1 a_\n")))
        .on("echo \"missing $file\"", ok(framed("")))
        .on("Dir::State::status/f", ok(framed("arch amd64\nstatus read\njournal no\n")))
        .on("systemd-detect-virt", ok(reboot("image 6.1.0-35-amd64\nmodules 6.1.0-35-amd64\n")))
        .on("--assume-no", ok(framed(ROOM)))
        .on("command -v apt-get", ok(framed("apt yes\n")));
  }

  /** The same host; an upgrade leaves this version of apt instead of 2.6.1, as was planned. */
  static ScriptedExecutor upgrading(ScriptedJobs jobs, String version) {
    String before = "ii |apt|amd64|2.6.1\n";
    String after = "ii |apt|amd64|" + version + "\n";
    return new ScriptedExecutor()
        .on(ScriptedJobs::isAboutJobs, jobs)
        .on(
            "dpkg-query -W",
            ok(
                framed(
                    "before "
                        + before
                        + "after "
                        + after
                        + PlanFile.text(List.of(CHANGE)).replaceAll("(?m)^(?=.)", "plan ")
                        + "arch amd64\nall told\n")))
        .over(healthy());
  }

  static ScriptedExecutor locked() {
    return refreshing(result(100, "Reading package lists...\n", Recorded.apt("update-locked.err")));
  }

  static ScriptedExecutor withoutKernel() {
    return new ScriptedExecutor().on("systemd-detect-virt", ok(reboot("")));
  }

  static ScriptedExecutor withoutApt() {
    return new ScriptedExecutor().on("command -v apt-get", ok(framed("apt no\n")));
  }

  static boolean changes(Command command) {
    String text = command.withTitle(null).display();
    boolean reads =
        text.contains(" -s ")
            || text.contains("--assume-no")
            || text.contains("--print-uris")
            || text.contains("command -v");
    return command.asRoot() || (text.contains("apt-get") && !reads) || text.contains("touch");
  }

  static boolean fetches(Command command) {
    return command.withTitle(null).display().matches("(?s).*apt-get(?!.*--print-uris).* update.*");
  }

  private static Future<CommandResult> policy(Command command) {
    StringBuilder table = new StringBuilder();
    for (String name : command.stdin().split("\n")) {
      table.append(name).append(":\n  Installed: 1\n  Candidate: 2\n  Version table:\n");
      table.append("     2 500\n        500 file:/r tend/main amd64 Packages\n *** 1 100\n");
    }
    return Future.succeededFuture(ok(framed(table.toString())));
  }

  private static String reboot(String kernels) {
    return framed("container none\nmarked no\nnotifier no\nrunning 6.1.0-35-amd64\n" + kernels);
  }

  private static String framed(String lines) {
    return "tendhost-probe-begin\n" + lines + "tendhost-probe-end\n";
  }
}
