package dev.tendhost.exec.internal.route;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A machine to jump through, as ProxyJump names it.
 *
 * @param user whom to log in as; null: not said
 * @param host its name, an address, or a name from ssh_config
 * @param port its port; 0: not said
 */
record JumpSpec(@Nullable String user, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:ssh://)?(?:(.+)@)?(?:\\[([^\\]]+)\\]|([^:@/\\[\\]]+))(?::(\\d{1,5}))?/?");

  private static final int LAST_PORT = 65_535;

  /**
   * A list with commas between; {@code none} is none.
   *
   * @param fault makes what is thrown from what is wrong
   */
  static List<JumpSpec> parse(String list, Function<String, RuntimeException> fault) {
    if (list.strip().equalsIgnoreCase("none")) {
      return List.of();
    }
    List<JumpSpec> jumps = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      Matcher matcher = FORM.matcher(word.strip());
      int port = 0;
      boolean right = matcher.matches();
      if (right && matcher.group(4) != null) {
        port = Integer.parseInt(matcher.group(4));
        right = port > 0 && port <= LAST_PORT;
      }
      if (!right) {
        throw fault.apply("\"" + word + "\" is no jump host; write user@address:port");
      }
      String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      jumps.add(new JumpSpec(matcher.group(1), host, port));
    }
    return jumps;
  }
}
