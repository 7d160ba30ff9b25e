package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ShellWords;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands of the dnf adapter, in one place. Only {@link #refresh} fetches. */
final class DnfCommands {
  /** The messages of the tools are read, so they must not be translated. */
  static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "LANGUAGE", "");

  // yum of Python 2 fails at metadata that is not ASCII if LC_ALL is C; C.UTF-8 is not there.
  private static final Map<String, String> YUM_ENVIRONMENT =
      Map.of("LC_ALL", "", "LC_MESSAGES", "C", "LANGUAGE", "");

  private static final int REFRESH_SECONDS = 600;
  private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(REFRESH_SECONDS + 60);
  private static final int OUTPUT_LIMIT = 16 << 20;

  private final DnfTool tool;

  DnfCommands(DnfTool tool) {
    this.tool = tool;
  }

  static Command find() {
    return Command.shell(Told.script(DnfTool.FIND))
        .withEnvironment(ENVIRONMENT)
        .withTitle("script: whether dnf or yum is there");
  }

  static Command probe() {
    return Command.shell(DnfTool.PROBE)
        .withEnvironment(ENVIRONMENT)
        .withTitle("script: which dnf or yum is there");
  }

  /**
   * Fetches everything, also what may be skipped when it is not there. Never says yes: a key nobody
   * imported is a question of trust.
   */
  Command refresh() {
    String options = "--setopt='*.skip_if_unavailable=0' --setopt=exit_on_lock=1";
    String script =
        switch (tool.generation()) {
          case YUM3 -> "yum -q clean expire-cache && yum -q " + options + " makecache fast";
          case DNF4 -> tool.program() + " -q " + options + " --refresh makecache";
          // dnf5 waits for a lock for ever, and does not know exit_on_lock.
          case DNF5 ->
              DnfScripts.bounded(REFRESH_SECONDS)
                  + "bounded "
                  + tool.program()
                  + " --setopt='*.skip_if_unavailable=0' --refresh makecache";
        };
    return command(tool.program() + " makecache", script)
        .withAsRoot(true)
        .withTimeout(REFRESH_TIMEOUT);
  }

  Command now() {
    return Command.of("date", "+%s").withEnvironment(environment());
  }

  /** What is installed, what is newer, and which of it is a security fix. */
  Command lists() {
    return told(
        "rpm -qa; " + tool.program() + " repoquery --upgrades, updateinfo list",
        Installed.SCRIPT
            + "ask upgrade "
            + everythingNewer()
            + "\nask advisory query updateinfo list "
            + (tool.is(Generation.YUM3) ? "security" : "--security")
            + "\n");
  }

  private String everythingNewer() {
    String format = ShellWords.join(List.of("--qf", Candidates.FORMAT));
    return switch (tool.generation()) {
      case YUM3 -> "repoquery -q -C --pkgnarrow=updates " + format.replace("\\n", "");
      case DNF4 -> "query --disableexcludes=all repoquery --upgrades --latest-limit=1 " + format;
      case DNF5 ->
          "query --setopt='disable_excludes=*' repoquery --upgrades --latest-limit=1 " + format;
    };
  }

  /** What neither an exclusion in the configuration nor a version lock hides. */
  Command visible() {
    String check = tool.is(Generation.DNF5) ? "check-upgrade" : "check-update";
    return told(
        tool.program() + " -C " + check,
        "out=$(query "
            + check
            + ")\nrc=$?\nif [ $rc -ne 0 ] && [ $rc -ne 100 ]; then exit $rc; fi\n"
            + "tell rc $rc\ntell visible \"$out\"\n");
  }

  /** Which packages dnf itself takes for installed twice. */
  Command duplicates() {
    String format = ShellWords.join(List.of("--qf", "%{name}.%{arch}\\n"));
    return told(
        tool.program() + " -C repoquery --duplicates",
        "ask duplicate query repoquery --duplicates " + format + "\n");
  }

  /**
   * What an upgrade would do. Ends with 1 by design, as it is asked and answers no.
   *
   * @param options of the upgrade, see {@link UpgradeWords}
   */
  Command plan(List<String> options) {
    // dnf5 knows some options only behind the command they belong to.
    List<String> words = new ArrayList<>();
    words.add(tool.is(Generation.YUM3) ? "update" : "upgrade");
    words.add("--assumeno");
    words.addAll(options);
    String upgrade = ShellWords.join(words);
    return told(
        tool.program() + " -C " + upgrade,
        "out=$(plan "
            + upgrade
            + ")\nrc=$?\ncase \"$rc:$out\" in\n"
            + "[01]:*'Transaction Summary'*|0:*) tell plan \"$out\" ;;\n*) exit $rc ;;\nesac\n");
  }

  /** How old the metadata is. */
  Command metadata() {
    return told("script: the age of the metadata", MetadataAge.script(tool));
  }

  /** What an interrupted transaction may have left that dnf does not take up again. */
  Command leftovers() {
    return told("rpm -qa; " + tool.program() + " history info last", Leftovers.script(tool));
  }

  /** What there is to judge by. */
  Command reboot() {
    return told("script: what asks for a reboot", RebootEvidence.script(tool));
  }

  /** What a job has left, and how the host is now. */
  Command evidence(String script) {
    return command("script: what the job left", script).withAsRoot(true);
  }

  private Command told(String title, String body) {
    return command(title, Told.script(DnfScripts.functions(tool) + body));
  }

  private Command command(String title, String script) {
    return Command.shell(script)
        .withEnvironment(environment())
        .withOutputLimit(OUTPUT_LIMIT)
        .withTitle(title);
  }

  private Map<String, String> environment() {
    return tool.is(Generation.YUM3) ? YUM_ENVIRONMENT : ENVIRONMENT;
  }
}
