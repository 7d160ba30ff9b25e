package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.ShellWords;
import dev.tendhost.pkg.internal.apt.StatusLine.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step has left in its job's directory, and what the host says now where it left nothing or
 * a loss of power has cut it.
 *
 * @param before what was installed before dpkg acted; null if that is not known
 * @param untouched whether it did not come so far as to write that down, so that nothing was done
 * @param after what was installed when it had ended, or is now if it was killed
 * @param plan what it was to do; null if that is not known
 * @param drift what apt would have done instead, in the words of {@link AptGuard}
 * @param blind what could not be looked at before it acts, in words; empty if all could be
 * @param journal whether dpkg was interrupted and left its journal
 * @param arch the host's own architecture
 * @param status apt's own words on its progress, or dpkg's
 * @param output the end of both its output streams
 */
record AptEvidence(
    @Nullable DpkgSnapshot before,
    boolean untouched,
    DpkgSnapshot after,
    @Nullable List<PackageChange> plan,
    List<String> drift,
    String blind,
    boolean journal,
    String arch,
    List<StatusLine> status,
    String output) {

  private static final int OUTPUT_BYTES = 8_000;
  private static final int ERRORS = 3;
  private static final int ERROR_LENGTH = 300;

  /**
   * The script that tells it, for root.
   *
   * @param directory the job's
   */
  static String script(String directory) {
    return Framed.script(
        """
        cd %s || exit 1
        whole() { [ "$(tail -n 1 "$1" 2> /dev/null)" = end ]; }
        tell() { if [ -f "$1" ]; then sed -e '$!b' -e '/^end$/d' "$1" | sed "s/^/$1 /"; fi; }
        if whole before; then tell before
        elif [ -e before ]; then echo "untouched no"
        else echo "untouched yes"
        fi
        if whole after && whole journal; then tell after; tell journal
        else
          %s | sed 's/^/after /'
          for file in /var/lib/dpkg/updates/[0-9]*; do
            if [ -e "$file" ]; then echo "journal ${file##*/}"; fi
          done
        fi
        if [ -f plan ] && [ "$(tail -n 1 plan)" = "end $(($(wc -l < plan) - 1))" ]; then
          sed 's/^/plan /' plan
        fi
        if ! [ -e before ]; then tell drift; tell blind; fi
        echo "arch $(dpkg --print-architecture)"
        if [ -f status ]; then grep -v '^dlstatus:' status | sed 's/^/status /'; fi
        tail -c %d out | tr -d '\\r' | sed 's/^/out /'
        echo
        echo "all told"
        """
            .formatted(ShellWords.quote(directory), DpkgSnapshot.SCRIPT, OUTPUT_BYTES));
  }

  static AptEvidence parse(String output) {
    List<String> lines = Framed.lines(output);
    Framed.value(lines, "all");
    List<String> before = Framed.values(lines, "before");
    List<String> plan = raw(lines, "plan");
    return new AptEvidence(
        before.isEmpty() ? null : DpkgSnapshot.parse(before),
        before.isEmpty() && Framed.value(lines, "untouched").equals("yes"),
        DpkgSnapshot.parse(Framed.values(lines, "after")),
        plan.isEmpty() ? null : PlanFile.parse(plan),
        Framed.values(lines, "drift"),
        String.join(" ", Framed.values(lines, "blind")),
        !Framed.values(lines, "journal").isEmpty(),
        Framed.value(lines, "arch"),
        Framed.values(lines, "status").stream()
            .map(StatusLine::parse)
            .flatMap(Optional::stream)
            .toList(),
        String.join("\n", raw(lines, "out")));
  }

  /** As they are: fields at the end of a line may be empty. */
  private static List<String> raw(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }

  /** What was changed, by the two snapshots. */
  List<PackageChange> changes() {
    return before == null ? List.of() : DpkgChanges.between(before, after, plan, arch);
  }

  /** Which planned changes are not there; none if nobody knows what was planned. */
  List<String> undone() {
    return plan == null ? List.of() : DpkgChanges.undone(plan, after, arch);
  }

  /** Whether anything was done, as far as dpkg knows. */
  boolean acted() {
    return dpkgRan() || !(untouched || after.equals(before));
  }

  /** Packages that it left half done, such as {@code tend-conf (half-configured)}. */
  List<String> unfinished() {
    return after.unfinished();
  }

  /** Whether dpkg itself was at work. */
  boolean dpkgRan() {
    return status.stream().anyMatch(StatusLine::ofDpkg);
  }

  /** What dpkg said went wrong with which package, the first of it. */
  List<String> errors() {
    return status.stream()
        .filter(line -> line.kind() == Kind.PMERROR)
        .map(line -> line.subject() + ": " + line.text())
        .map(error -> error.length() > ERROR_LENGTH ? error.substring(0, ERROR_LENGTH) : error)
        .distinct()
        .limit(ERRORS)
        .toList();
  }

  /** Configuration files that somebody changed here and of which a new default lies beside. */
  List<String> conffiles() {
    return status.stream()
        .filter(line -> line.kind() == Kind.PMCONFFILE)
        .map(StatusLine::subject)
        .distinct()
        .toList();
  }
}
