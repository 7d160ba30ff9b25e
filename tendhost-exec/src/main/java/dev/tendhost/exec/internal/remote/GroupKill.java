package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that ends another one's process groups: TERM, up to two seconds to tidy up, then
 * KILL. What made a session of its own is not in a group and lives on.
 */
final class GroupKill {
  static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final String SCRIPT =
      """
      alive() { for g; do kill -s 0 -- "-$g" && return; done; return 1; }
      for g; do kill -s TERM -- "-$g" || kill -s TERM "$g"; done
      for nap in 0.05 0.1 0.2 0.3 0.5 0.8; do
        alive "$@" || exit 0
        sleep "$nap"
      done
      for g; do kill -s KILL -- "-$g" || kill -s KILL "$g"; done
      exit 0
      """;

  private GroupKill() {}

  static Command command(List<String> groups, boolean asRoot) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "exec 2>/dev/null\n" + SCRIPT, "sh"));
    words.addAll(groups);
    return Command.of(words).withAsRoot(asRoot).withTimeout(PATIENCE);
  }
}
