package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
import dev.tendhost.exec.internal.CommandWords;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The longest word that Linux passes to a program; a shell would fail in its own words. */
final class ArgumentLimit {
  /** MAX_ARG_STRLEN, without the NUL at the end. */
  private static final int LONGEST = (128 << 10) - 1;

  private ArgumentLimit() {}

  /** Why a command cannot be run; null if it can. */
  static @Nullable String broken(Command command) {
    for (String word : CommandWords.of(command)) {
      if (isTooLong(word)) {
        return "an argument is longer than the 128 KiB Linux allows; pass it as standard input";
      }
    }
    for (Map.Entry<String, String> variable : command.environment().entrySet()) {
      if (isTooLong(variable.getKey() + "=" + variable.getValue())) {
        return "the variable " + variable.getKey() + " is longer than the 128 KiB Linux allows";
      }
    }
    return null;
  }

  /** No character of UTF-16 takes more than three bytes. */
  private static boolean isTooLong(String word) {
    return word.length() > LONGEST / 3 && word.getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }
}
