package dev.tendhost.exec.internal;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends everything in the session a command was started in: TERM, up to two seconds to tidy up, then
 * KILL. What made a session of its own is not in the group and lives on.
 */
final class ProcessGroup {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);

  /**
   * Java can signal one process, not a group, so a shell does it. It stops as soon as the group is
   * empty: its number may belong to somebody else soon. The second argument is not empty if the
   * leader was alive a moment ago; only then may it not have become a leader yet.
   */
  private static final String END =
      """
      kill -s TERM -- "-$1" 2>/dev/null || { test "$2" && kill -s TERM "$1"; } || exit 1
      for nap in 0.05 0.1 0.2 0.3 0.5 0.85; do
        sleep "$nap"
        kill -s 0 -- "-$1" 2>/dev/null || exit 0
      done
      kill -s KILL -- "-$1"
      """;

  private static final long END_SECONDS = 5;
  private static final long LAST_SECONDS = 1;

  private ProcessGroup() {}

  /** Blocks until the group has ended, or some seconds; false if its leader could not be ended. */
  static boolean end(Process leader, Privilege privilege, boolean asRoot) {
    List<String> words =
        List.of("sh", "-c", END, "sh", "" + leader.pid(), leader.isAlive() ? "alive" : "");
    boolean sudo = asRoot && !privilege.root();
    try {
      signal(sudo ? privilege.asRoot(words, Map.of()) : words);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("pid", leader.pid()).setCause(e).log("no process to signal a group");
      leader.descendants().forEach(ProcessHandle::destroyForcibly);
      leader.destroyForcibly();
    }
    return Waiting.forExit(leader, LAST_SECONDS, TimeUnit.SECONDS);
  }

  private static void signal(List<String> words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words));
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process signaller = builder.start();
    if (!Waiting.forExit(signaller, END_SECONDS, TimeUnit.SECONDS)) {
      signaller.destroyForcibly();
    }
  }
}
