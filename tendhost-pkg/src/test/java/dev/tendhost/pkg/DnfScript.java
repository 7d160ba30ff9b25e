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
import java.util.List;

/**
 * Hosts with dnf 4, dnf5 or yum by the outputs of the adapter's own scripts, asked as an ordinary
 * user. Those of dnf4 and dnf5 are recorded. Those of yum3 are not: they are written after the
 * tool's documentation and have yet to be compared with a real one.
 */
final class DnfScript {
  static final String DNF4 = "dnf4";
  static final String DNF5 = "dnf5";
  static final String YUM3 = "yum3";

  private static final String NO_LEFTOVERS =
      "told busy 0\ntold unended 0\nobsoletes hello-tend|(none)|(none)|(none)\ntold obsoletes 1\n";

  private DnfScript() {}

  static ScriptedExecutor healthy(String tool) {
    return refreshing(tool, ok(""));
  }

  /** The same host where the refresh goes like this. */
  static ScriptedExecutor refreshing(String tool, CommandResult refresh) {
    ScriptedExecutor host =
        new ScriptedExecutor()
            .on("makecache", refresh)
            .on("ask repo ", recorded(tool, "metadata"))
            .on("date +%s", ok("1700000000\n"))
            .on("ask version ", recorded(tool, "probe"))
            .on("command -v rpm", ok(framed("tool dnf\ntold tool 1\n")))
            .on("tell needs ", recorded(tool, "reboot"))
            .on("ask obsoletes ", ok(framed(NO_LEFTOVERS)))
            .on("ask installed ", recorded(tool, "lists"));
    host.on("--exclude=tend-libnew", recorded(tool, "plan-installed-only"));
    if (!tool.equals(YUM3)) {
      host.on("--best --allowerasing", recorded(tool, "plan-erasing"))
          .on("--exclude=tend-new", recorded(tool, "plan-without-obsoleter"));
    }
    return host.on("(plan ", recorded(tool, "plan"));
  }

  /** The same host; an upgrade leaves this version of hello-tend instead of 1.0-1, as planned. */
  static ScriptedExecutor upgrading(String tool, ScriptedJobs jobs, String version) {
    PackageChange change =
        new PackageChange(
            ChangeAction.UPGRADE, "hello-tend", "noarch", "1.0-1", "2.0-1", "tend", false);
    String evidence =
        PlanFile.text(List.of(change)).replaceAll("(?m)^(?=.)", "plan ")
            + "told plan 2\nbefore "
            + installed("1.0-1")
            + "told before 1\nearlier id 1\nearlier state Ok\ntold earlier 2\nafter "
            + installed(version)
            + "told after 1\nlater id 2\nlater state Ok\ntold later 2\ntold drift 0\ntold said 0\n"
            + "told out 0\ntold damaged 0\n";
    return new ScriptedExecutor()
        .on(ScriptedJobs::isAboutJobs, jobs)
        .on("installed after", ok(framed(evidence)))
        .over(healthy(tool));
  }

  private static String installed(String evr) {
    return "hello-tend|0|" + evr.replace('-', '|') + "|noarch\n";
  }

  /** A host where an administrator holds hello-tend and tend-longver. */
  static ScriptedExecutor holding(String tool) {
    return new ScriptedExecutor()
        .on("ask installed ", recorded(tool, "lists-held"))
        .on("--exclude=tend-new", recorded(tool, "plan-without-obsoleter-held"))
        .on("(plan ", recorded(tool, "plan-held"))
        .on("tell visible ", recorded(tool, "visible-held"))
        .over(healthy(tool));
  }

  /** A host where dnf was killed in the middle of upgrading tend-slow. */
  static ScriptedExecutor interrupted(String tool) {
    return new ScriptedExecutor()
        .on("ask installed ", recorded(tool, "lists-interrupted"))
        .on("ask duplicate ", recorded(tool, "duplicates-interrupted"))
        .over(healthy(tool));
  }

  /** A host where dnf is in the middle of upgrading tend-slow. */
  static ScriptedExecutor busy(String tool) {
    return new ScriptedExecutor()
        .on("ask installed ", recorded(tool, "lists-busy"))
        .over(healthy(tool));
  }

  static ScriptedExecutor without() {
    return new ScriptedExecutor().on("command -v rpm", ok(framed("tool none\ntold tool 1\n")));
  }

  static ScriptedExecutor locked(String tool) {
    String file = tool.equals(DNF5) ? "dnf5/upgrade-locked.err" : "dnf4/refresh-locked.err";
    return refreshing(tool, result(tool.equals(DNF5) ? 124 : 200, "", Recorded.dnf(file)));
  }

  static ScriptedExecutor withoutRebootEvidence(String tool) {
    String evidence =
        "container none\ntold container 1\nrunning 6.18.44-fc-v669\ntold running 1\n"
            + "booted 1000\ntold booted 1\ntold needs 0\ntold kernel 0\ntold core 0\n";
    return new ScriptedExecutor().on("tell needs ", ok(framed(evidence))).over(healthy(tool));
  }

  static boolean changes(Command command) {
    return command.asRoot()
        || command
            .withTitle(null)
            .display()
            .lines()
            .filter(line -> !line.contains("--assumeno"))
            .anyMatch(
                line ->
                    line.contains(" -y")
                        || line.matches(
                            ".*[(& ](?:plan|query|dnf5?|yum) [^#]*(?<!-)\\bup(?:grade|date)\\b.*"));
  }

  /** Scripts run the tool by functions only, which have to keep to what is cached. */
  static boolean fetches(Command command) {
    String text = command.withTitle(null).display();
    boolean runs = text.contains("query() {");
    boolean cached =
        text.matches("(?s).*query\\(\\) \\{[^}]* -C .*plan\\(\\) \\{[^}]*(?: -C |query ).*");
    return text.contains("makecache") || text.contains("--refresh") || (runs && !cached);
  }

  static CommandResult recorded(String tool, String what) {
    return ok(Recorded.dnf(tool + "/" + what + ".txt"));
  }

  private static String framed(String lists) {
    return "tendhost-probe-begin\n" + lists + "tendhost-probe-end\n";
  }
}
