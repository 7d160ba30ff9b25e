package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.ShellWords;
import java.util.List;

/**
 * What each step runs on the host, as root, in the directory of its job. All that a controller
 * needs to judge it by is left there: {@code plan}, {@code before}, {@code journal}, {@code after},
 * {@code status}, {@code drift} or {@code blind}, and the job's {@code out}.
 *
 * <p>{@code before} is stored on the disk before dpkg acts: where it is not, nothing was done. It,
 * {@code journal} and {@code after} end with a line {@code end}, and {@code plan} with a count, so
 * that a file which a loss of power has cut is told from a whole one.
 */
final class AptJobs {
  /** The status file, which tells how it goes. */
  static final String STATUS = "status";

  /** The exit code of an install step that would not do what was planned; it did nothing. */
  static final int DRIFTED = 90;

  /** The exit code of a step that could not look before it acts; it did nothing. */
  static final int BLIND = 91;

  /**
   * Tries again while somebody else holds a lock and there is time left, of which {@code $end}
   * tells the end. apt itself waits only for dpkg's locks, and dpkg for none.
   */
  private static final String PATIENCE =
      """
      clock() {
        read -r up rest < /proc/uptime
        up=${up%%.*}
      }
      mark() {
        clock
        left=$((end > up ? end - up : 0))
        seen=$(cat out 2> /dev/null | wc -c)
      }
      again() {
        clock
        [ "$code" != 0 ] && [ "$up" -lt "$end" ] &&
          tail -c "+$((seen + 1))" out 2> /dev/null | grep -q "$1" || return 1
        sleep "$((end - up < 5 ? end - up : 5))"
      }
      clock
      """;

  private static final String APTS_LOCK = "'^E: Could not get lock'";
  private static final String DPKGS_LOCK = "'^dpkg: error: .*locked by another process'";

  private static final String AFTERWARDS =
      """
      {
        for file in /var/lib/dpkg/updates/[0-9]*; do
          if [ -e "$file" ]; then echo "${file##*/}"; fi
        done
        echo end
      } > journal
      snapshot after && keep journal after
      exit "$code"
      """;

  private final AptCommands commands;

  AptJobs(AptCommands commands) {
    this.commands = commands;
  }

  /** dpkg waits for no lock, and what it said of one may be a maintainer script's word. */
  JobSpec repair(String id) {
    return job(
        id,
        AptGuard.FUNCTIONS
            + patience()
            + """
            while :; do
              mark
              snapshot before || blind 'what is installed cannot be listed or written down'
              keep before
              dpkg --force-confdef --force-confold --status-fd 3 --configure -a 3>> status
              code=$?
              snapshot now && cmp -s before now && ! grep -q '^processing:' status &&
                again %s || break
            done
            """
                .formatted(DPKGS_LOCK)
            + AFTERWARDS);
  }

  JobSpec download(String id, UpgradeMode mode, List<String> kept, Survey planned) {
    return job(
        id,
        patience()
            + "while :; do\n  mark\n  "
            + ShellWords.join(commands.download(mode, kept, planned.changes()))
            + " 3>> status\n  code=$?\n  again "
            + APTS_LOCK
            + " || exit \"$code\"\ndone\n");
  }

  JobSpec install(String id, UpgradeMode mode, List<String> kept, Survey planned) {
    return job(
        id,
        AptGuard.FUNCTIONS
            + AptGuard.SIMULATED
            + file("plan", PlanFile.text(planned.changes()))
            + file("expected", AptGuard.expected(planned.changes()))
            + file("guard", AptGuard.HOOK)
            + patience()
            + "while :; do\n  mark\n  "
            + ShellWords.join(commands.install(mode, kept, planned.changes()))
            + " -o DPkg::Lock::Timeout=\"$left\" "
            + AptGuard.OPTIONS
            + " 3>> status\n  code=$?\n  [ ! -e before ] && again "
            + APTS_LOCK
            + " || break\ndone\n"
            + uncalled(ShellWords.join(commands.simulation(mode, kept)))
            + AFTERWARDS);
  }

  /**
   * Where apt did not come so far as to call the hook, it found nothing to do, or would not do what
   * there is now. A lock that is held says nothing of either.
   */
  private static String uncalled(String simulation) {
    return """
    [ ! -f drift ] || exit %d
    [ ! -f blind ] || exit %d
    if [ ! -e before ]; then
      if [ "$code" = 0 ]; then
        : > asked
        compare asked
      fi
      if ! tail -c "+$((seen + 1))" out 2> /dev/null | grep -q %s &&
        %s > simulation 2> /dev/null && simulated < simulation > asked
      then
        compare asked
      fi
      exit "$code"
    fi
    """
        .formatted(DRIFTED, BLIND, APTS_LOCK, simulation);
  }

  private String patience() {
    return PATIENCE + "end=$((up + " + commands.lockTimeout().toSeconds() + "))\n";
  }

  private JobSpec job(String id, String script) {
    return JobSpec.shell(id, script).withEnvironment(commands.jobEnvironment());
  }

  /** A text of any length; as the argument of a program it could be too long. */
  private static String file(String name, String text) {
    String end = "end of " + name + " in this job";
    return "cat > "
        + name
        + " << '"
        + end
        + "' || blind 'the job cannot write its files'\n"
        + text
        + end
        + "\n";
  }
}
