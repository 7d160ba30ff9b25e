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
 * What a step has left in its job's directory, and what the host says now where it left nothing.
 *
 * @param before what was installed before it acted; null if it did not come so far
 * @param after what was installed when it had ended, or is now if it was killed
 * @param plan what it was to do
 * @param drift what apt would have done instead, in apt's words; empty if it was what was planned
 * @param journal whether dpkg was interrupted and left its journal
 * @param status apt's own words on its progress
 * @param output the end of both its output streams
 */
record AptEvidence(
    @Nullable DpkgSnapshot before,
    DpkgSnapshot after,
    List<PackageChange> plan,
    List<String> drift,
    boolean journal,
    List<StatusLine> status,
    String output) {

  private static final int OUTPUT_BYTES = 8_000;

  /**
   * The script that tells it, for root.
   *
   * @param directory the job's
   */
  static String script(String directory) {
    return Framed.script(
        """
        cd %s || exit 1
        tell() { if [ -f "$1" ]; then sed "s/^/$1 /" "$1"; fi; }
        tell before
        if [ -f after ]; then tell after; tell journal
        else
          %s | sed 's/^/after /'
          for file in /var/lib/dpkg/updates/[0-9]*; do
            if [ -e "$file" ]; then echo "journal ${file##*/}"; fi
          done
        fi
        tell plan
        if [ -f now ] && ! [ -f before ]; then tell now; fi
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
    return new AptEvidence(
        before.isEmpty() ? null : DpkgSnapshot.parse(before),
        DpkgSnapshot.parse(Framed.values(lines, "after")),
        PlanFile.parse(raw(lines, "plan")),
        Framed.values(lines, "now"),
        !Framed.values(lines, "journal").isEmpty(),
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
    return before == null ? List.of() : DpkgChanges.between(before, after, plan);
  }

  /** Packages that it left half done, such as {@code tend-conf (half-configured)}. */
  List<String> unfinished() {
    return after.unfinished();
  }

  /** Whether dpkg itself was at work. */
  boolean dpkgRan() {
    return status.stream().anyMatch(StatusLine::ofDpkg);
  }

  /** What dpkg said went wrong with which package. */
  List<String> errors() {
    return status.stream()
        .filter(line -> line.kind() == Kind.PMERROR)
        .map(line -> line.subject() + ": " + line.text())
        .distinct()
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
