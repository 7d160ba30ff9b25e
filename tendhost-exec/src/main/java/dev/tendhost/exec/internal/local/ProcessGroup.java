package dev.tendhost.exec.internal.local;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends everything in the session a command was started in: TERM, up to two seconds to tidy up, then
 * KILL. What made a session of its own is not in the group and lives on.
 */
final class ProcessGroup {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);

  /**
   * Java can signal one process, not a group, so a shell does it. If $2 is not empty, the leader
   * was alive a moment ago and may not have become a leader yet.
   */
  private static final String TERMINATE =
      "kill -s TERM -- \"-$1\" 2>/dev/null || { test \"$2\" && kill -s TERM \"$1\"; }";

  private static final String KILL =
      "kill -s KILL -- \"-$1\" 2>/dev/null || { test \"$2\" && kill -s KILL \"$1\"; }";

  /** When only others than the leader are left: it stops as soon as the group's number is free. */
  private static final String KILL_OTHERS =
      """
      for nap in 0.05 0.1 0.2 0.3 0.5 0.8; do
        kill -s 0 -- "-$1" 2>/dev/null || exit 0
        sleep "$nap"
      done
      kill -s KILL -- "-$1"
      """;

  private static final long TIDY_SECONDS = 2;
  private static final long PATIENCE_SECONDS = 10;
  private static final long LAST_SECONDS = 2;

  private final Process leader;
  private final Privilege privilege;
  private final boolean sudo;

  private ProcessGroup(Process leader, Privilege privilege, boolean asRoot) {
    this.leader = leader;
    this.privilege = privilege;
    this.sudo = asRoot && !privilege.root();
  }

  /** Blocks until the group has ended, or some seconds; false if its leader could not be ended. */
  static boolean end(Process leader, Privilege privilege, boolean asRoot) {
    return new ProcessGroup(leader, privilege, asRoot).end();
  }

  private boolean end() {
    try {
      boolean signalled = signal(TERMINATE);
      if (leader.isAlive() && !(signalled && Waiting.forExit(leader, TIDY_SECONDS))) {
        signal(KILL);
      } else {
        signal(KILL_OTHERS);
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("pid", leader.pid()).setCause(e).log("no process to signal a group");
      leader.descendants().forEach(ProcessHandle::destroyForcibly);
      leader.destroyForcibly();
    }
    return Waiting.forExit(leader, LAST_SECONDS);
  }

  private boolean signal(String script) throws IOException {
    String alive = leader.isAlive() ? "alive" : "";
    List<String> words = List.of("sh", "-c", script, "sh", Long.toString(leader.pid()), alive);
    ProcessBuilder builder = new ProcessBuilder(sudo ? privilege.asRoot(words) : words);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process signaller = builder.start();
    if (!Waiting.forExit(signaller, PATIENCE_SECONDS)) {
      signaller.destroyForcibly();
      return false;
    }
    return signaller.exitValue() == 0;
  }
}
