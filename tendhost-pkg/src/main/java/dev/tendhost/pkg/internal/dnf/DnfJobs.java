package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.ShellWords;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each step runs on the host, as root, in the directory of its job. All that a controller
 * needs to judge it by is left there: {@code plan}, {@code before}, {@code after}, {@code earlier}
 * and {@code later} of dnf's history, {@code drift} and the job's {@code out}.
 */
final class DnfJobs {
  private static final String AFTERWARDS =
      "code=$?\nsnapshot after\nrecall later\nexit \"$code\"\n";

  private final DnfTool tool;
  private final Duration lockTimeout;

  DnfJobs(DnfTool tool, Duration lockTimeout) {
    this.tool = tool;
    this.lockTimeout = lockTimeout;
  }

  /**
   * Leaves of what is installed twice the newest version, which is installed again. What else dnf
   * would remove for that is not approved.
   */
  JobSpec repair(String id, List<List<Nevra>> duplicates) {
    return job(
        id,
        file("allowed", allowed(duplicates))
            + "approved() { [ -s now ] && ! grep -v -x -F -f allowed now > drift; }\n"
            + "ready() { snapshot before && recall earlier; }\n"
            + transact(fetching(), List.of("remove", "--duplicates"))
            + AFTERWARDS);
  }

  JobSpec download(String id, PlannedUpgrade planned) {
    return job(
        id,
        expecting(planned)
            + "ready() { :; }\n"
            + transact(fetching(), upgrade(planned, "--downloadonly"))
            + "exit $?\n");
  }

  JobSpec install(String id, PlannedUpgrade planned) {
    return job(
        id,
        expecting(planned)
            + file("lines", PlanFile.text(planned.changes()))
            + "tell plan \"$(cat lines)\" > plan.new && keep plan || exit "
            + JobFunctions.BLIND
            + "\nready() { snapshot before && recall earlier; }\n"
            + transact(fetched(), upgrade(planned, null))
            + AFTERWARDS);
  }

  /** What dnf has to show again, read from its table as the one of the job will be. */
  private static String expecting(PlannedUpgrade planned) {
    return file("planned", String.join("\n", planned.shown()) + "\n")
        + """
        actions < planned > expected
        approved() {
          cmp -s expected now && return
          { comm -13 expected now | sed 's/^/now /'
            comm -23 expected now | sed 's/^/no longer /'; } > drift
          return 1
        }
        """;
  }

  /** As {@code actions} writes it; dnf5 tells every epoch, dnf 4 none that is 0. */
  private static String allowed(List<List<Nevra>> duplicates) {
    List<String> lines = new ArrayList<>();
    for (List<Nevra> versions : duplicates) {
      for (Nevra each : versions) {
        Evr evr = each.evr();
        String full = evr.epoch() + ":" + evr.version() + "-" + evr.release();
        boolean newest = each.equals(versions.get(versions.size() - 1));
        for (String version : List.of(evr.toString(), full)) {
          lines.add("Reinstalling: replacing " + each.key() + " " + version);
          String columns = each.name() + " " + each.arch() + " " + version;
          lines.add("Reinstalling: replacing " + columns);
          lines.add((newest ? "Reinstalling: " : "Removing: ") + columns);
        }
      }
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** Packages are fetched, but what they are is not looked up again: that would be another plan. */
  private List<String> fetching() {
    return List.of(
        tool.is(Generation.DNF5)
            ? "--setopt=cacheonly=metadata"
            : "--setopt=*.metadata_expire=never");
  }

  /** dnf5 would not even look at the key of a signature, and say that it may not fetch. */
  private List<String> fetched() {
    return tool.is(Generation.DNF5) ? fetching() : List.of("-C");
  }

  private static List<String> upgrade(PlannedUpgrade planned, @Nullable String option) {
    List<String> words = new ArrayList<>(List.of("upgrade"));
    if (option != null) {
      words.add(option);
    }
    words.addAll(planned.options());
    return words;
  }

  /** Whatever the host's configuration says, dnf asks, and silence is a no. */
  private String transact(List<String> options, List<String> verb) {
    List<String> words =
        new ArrayList<>(
            List.of(
                tool.program(),
                "--setopt=assumeyes=0",
                "--setopt=assumeno=0",
                "--setopt=defaultyes=0"));
    words.addAll(List.of(DnfScripts.PLAIN, DnfScripts.SHOWN));
    if (!tool.is(Generation.DNF5)) {
      words.add("--setopt=exit_on_lock=1");
    }
    words.addAll(options);
    words.addAll(verb);
    return "transact " + lockTimeout.toSeconds() + " " + ShellWords.join(words) + "\n";
  }

  private JobSpec job(String id, String script) {
    Map<String, String> environment = new LinkedHashMap<>(DnfCommands.ENVIRONMENT);
    // Else python keeps its words on what it does until there are enough of them.
    environment.put("PYTHONUNBUFFERED", "1");
    return JobSpec.shell(id, JobFunctions.of(tool) + script).withEnvironment(environment);
  }

  /** Quoted, so that nothing in it is ever more than text. */
  private static String file(String name, String text) {
    return "printf %s "
        + ShellWords.quote(text)
        + " > "
        + name
        + " || exit "
        + JobFunctions.BLIND
        + "\n";
  }
}
