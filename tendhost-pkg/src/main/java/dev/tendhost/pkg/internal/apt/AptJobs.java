package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.ShellWords;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What each step runs on the host, as root, in the directory of its job. All that a controller
 * needs to judge it by is left there: {@code plan}, {@code before}, {@code after}, {@code status},
 * {@code journal} and the job's {@code out}.
 */
final class AptJobs {
  /** The status file, which tells how it goes. */
  static final String STATUS = "status";

  /** The exit code of an install step that would not do what was planned; it did nothing. */
  static final int DRIFTED = 90;

  /** The exit code of an install step that could not look before it acts; it did nothing. */
  static final int BLIND = 91;

  /** Between two looks at the lock of the archives, which apt itself does not wait for. */
  private static final int LOCK_SECONDS = 5;

  /** Keeps of a simulation what would be done: no origins, and nothing of configuring. */
  private static final String ACTIONS =
      """
      actions() {
        sed -n -e '/^Purg /s/^Purg /Remv /' -e 's/^\\(Remv [^ ]* \\[[^]]*\\]\\).*/\\1/p' \\
          -e 's/^\\(Inst [^ ]* \\[[^]]*\\] ([^ ]*\\) .*/\\1/p' -e t \\
          -e 's/^\\(Inst [^ ]* ([^ ]*\\) .*/\\1/p' | LC_ALL=C sort
      }
      """;

  private static final String SNAPSHOT =
      "snapshot() { " + DpkgSnapshot.SCRIPT + " > \"$1.new\" && mv \"$1.new\" \"$1\"; }\n";

  private static final String AFTERWARDS =
      """
      snapshot after
      for file in /var/lib/dpkg/updates/[0-9]*; do
        if [ -e "$file" ]; then echo "${file##*/}"; fi
      done > journal
      exit "$code"
      """;

  private final AptCommands commands;

  AptJobs(AptCommands commands) {
    this.commands = commands;
  }

  JobSpec repair(String id) {
    return job(
        id,
        SNAPSHOT
            + "snapshot before || exit "
            + BLIND
            + "\ndpkg --force-confdef --force-confold --configure -a\ncode=$?\n"
            + AFTERWARDS);
  }

  JobSpec download(String id, UpgradeMode mode, List<String> kept) {
    return job(
        id,
        """
        tries=%d
        while :; do
          %s 3>> %s 2> errors
          code=$?
          cat errors >&2
          if [ "$code" = 0 ] || [ "$tries" -le 1 ] || ! grep -q 'Could not get lock' errors; then
            exit "$code"
          fi
          tries=$((tries - 1))
          sleep %d
        done
        """
            .formatted(
                commands.lockTimeout().toSeconds() / LOCK_SECONDS + 1,
                ShellWords.join(commands.download(mode, kept)),
                STATUS,
                LOCK_SECONDS));
  }

  JobSpec install(String id, UpgradeMode mode, List<String> kept, Survey planned) {
    return job(
        id,
        ACTIONS
            + SNAPSHOT
            + file("plan", PlanFile.text(planned.changes()))
            + file("expected", expected(planned))
            + """
            %s > simulated && actions < simulated > now || exit %d
            LC_ALL=C sort expected | cmp -s - now || exit %d
            snapshot before || exit %d
            %s 3>> %s
            code=$?
            """
                .formatted(
                    ShellWords.join(commands.simulation(mode, kept)),
                    BLIND,
                    DRIFTED,
                    BLIND,
                    ShellWords.join(commands.install(mode, kept)),
                    STATUS)
            + AFTERWARDS);
  }

  private JobSpec job(String id, String script) {
    return JobSpec.shell(id, script).withEnvironment(commands.jobEnvironment());
  }

  /** Quoted, so that nothing in it is ever more than text. */
  private static String file(String name, String text) {
    return "printf %s " + ShellWords.quote(text) + " > " + name + " || exit " + BLIND + "\n";
  }

  /** As {@code actions} writes it. */
  private static String expected(Survey planned) {
    return planned.plan().changes().stream().map(AptJobs::action).collect(Collectors.joining());
  }

  private static String action(Simulation.Change change) {
    String old = change.from() == null ? "" : " [" + change.from() + "]";
    return change.to() == null
        ? "Remv " + change.fullName() + old + "\n"
        : "Inst " + change.fullName() + old + " (" + change.to() + "\n";
  }
}
