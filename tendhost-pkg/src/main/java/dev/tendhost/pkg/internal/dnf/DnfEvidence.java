package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a step has left in its job's directory, and what the host says now where it left nothing.
 *
 * @param before what was installed before it acted; null if it did not come so far, or if that is
 *     damaged
 * @param after what was installed when it had ended, or is now if it was killed
 * @param plan what it was to do; null if it did not come so far, or if that is damaged
 * @param damaged files that are empty or cut, as a loss of power leaves them
 * @param drift what dnf would have done instead; empty if it was what was planned
 * @param earlier dnf's last transaction before it acted; null if there was none
 * @param later dnf's last transaction afterwards
 * @param scriptlets packages' scripts that failed, such as {@code %post(a-2-1.noarch)}
 * @param conffiles configuration files that were changed here and have another one beside now
 * @param output the end of both output streams of its last run of dnf
 */
record DnfEvidence(
    @Nullable Map<String, List<Nevra>> before,
    Map<String, List<Nevra>> after,
    @Nullable List<PackageChange> plan,
    List<String> damaged,
    List<String> drift,
    @Nullable History earlier,
    @Nullable History later,
    List<String> scriptlets,
    List<String> conffiles,
    String output) {

  /**
   * A transaction as dnf keeps it.
   *
   * @param id its number
   * @param ok whether it ended well
   */
  record History(String id, boolean ok) {
    /** A transaction that is not over has a state that is not one of these. */
    private static final List<String> OK = List.of("Ok", "Success");

    static @Nullable History parse(List<String> lines) {
      if (lines.isEmpty()) {
        return null;
      }
      if (lines.size() != 2
          || !lines.get(0).matches("id \\d{1,9}")
          || !lines.get(1).startsWith("state ")) {
        throw Garbled.line("the number and the state of a transaction", String.join("|", lines));
      }
      return new History(lines.get(0).substring(3), OK.contains(lines.get(1).substring(6).strip()));
    }
  }

  private static final int OUTPUT_BYTES = 8_000;
  private static final Pattern SCRIPTLET =
      Pattern.compile("%\\w+\\([^()]+\\)(?= scriptlet failed)");
  private static final Pattern CONFFILE =
      Pattern.compile("(?:warning: |>>> \\[RPM\\] )(/.+) (?:created|saved) as /.+\\.rpm\\w+");

  /**
   * The script that tells it, for root.
   *
   * @param tool whose history it is
   * @param directory the job's
   * @param ended whether the job came to its end by itself: then what it left is whole
   */
  static String script(DnfTool tool, String directory, boolean ended) {
    return Told.script(
        JobFunctions.reading(tool)
            + """
            cd %s || exit 1
            ended=%s
            damaged=
            plain() { LC_ALL=C tr -d '\\r' | LC_ALL=C tr -c '\\11\\12\\40-\\176' '?'; }
            whole() { tail -n 1 "$1" 2>/dev/null | grep -q "^told $1 [0-9]*$"; }
            show() {
              if whole "$1"; then cat "$1"; elif [ -e "$1" ]; then damaged="$damaged $1"; fi
            }
            show plan
            show before
            show earlier
            if [ $ended = yes ] && whole after; then cat after; else installed after; fi
            if [ $ended = yes ] && whole later; then cat later; else recalled later; fi
            tell drift "$(cat drift 2>/dev/null)"
            tell said "$(grep -a -E 'scriptlet failed| (created|saved) as /' out | plain)"
            tell out "$(tail -c %d out | plain)"
            tell damaged "$(echo $damaged | tr ' ' '\\n')"
            """
                .formatted(ShellWords.quote(directory), ended ? "yes" : "no", OUTPUT_BYTES));
  }

  static DnfEvidence parse(String output) {
    Told told = Told.parse(output);
    Map<String, List<Nevra>> after = Installed.packages(told.list("after"));
    // Only when both were written did dnf get its yes.
    boolean looked = told.has("before") && told.has("earlier");
    return new DnfEvidence(
        looked ? Installed.packages(told.list("before")) : null,
        after,
        told.has("plan") ? PlanFile.parse(told.list("plan")) : null,
        told.list("damaged"),
        told.list("drift"),
        looked ? History.parse(told.list("earlier")) : null,
        History.parse(told.list("later")),
        found(SCRIPTLET, 0, told.list("said")),
        found(CONFFILE, 1, told.list("said")),
        lastRun(told.list("out")));
  }

  private static List<String> found(Pattern pattern, int group, List<String> lines) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        found.add(matcher.group(group));
      }
    }
    return found.stream().distinct().toList();
  }

  private static String lastRun(List<String> lines) {
    int mark = lines.lastIndexOf(JobFunctions.MARK);
    return String.join("\n", lines.subList(mark + 1, lines.size()));
  }

  /** What came and went, of a step that acted. */
  RpmChanges changes(Map<String, List<Nevra>> earlierPackages) {
    return new RpmChanges(earlierPackages, after, plan == null ? List.of() : plan);
  }

  /** Whether dnf began a transaction. */
  boolean begun() {
    return later != null && (earlier == null || !later.id().equals(earlier.id()));
  }

  /** Whether dnf says that its transaction did not end well, or has not ended. */
  boolean endedBadly() {
    return begun() && later != null && !later.ok();
  }
}
