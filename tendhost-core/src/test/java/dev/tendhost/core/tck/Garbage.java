package dev.tendhost.core.tck;

import dev.tendhost.core.port.CommandResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a broken host, a captive portal or a full disk make of a tool's output. */
final class Garbage {
  private static final int HUGE = 50 << 20;

  private Garbage() {}

  /** Ways to spoil a result, by name. */
  static Map<String, UnaryOperator<CommandResult>> ways() {
    Map<String, UnaryOperator<CommandResult>> ways = new LinkedHashMap<>();
    String huge = "lorem ipsum\n".repeat(HUGE / 12);
    ways.put("nothing", result -> instead(result, ""));
    ways.put("a blank line", result -> instead(result, "\n"));
    ways.put("an HTML page", result -> instead(result, "<html><body>Sign in</body></html>\n"));
    ways.put("noise", result -> instead(result, "\u0000\ufffd\ufffd{]\n\u001b[31mInst\n"));
    ways.put("50 MB", result -> instead(result, huge));
    ways.put("the first half", result -> instead(result, half(result.stdout())));
    ways.put("a truncated flag", result -> Answers.withStdout(result, result.stdout(), true));
    return ways;
  }

  private static CommandResult instead(CommandResult result, String stdout) {
    return Answers.withStdout(result, stdout, false);
  }

  private static String half(String text) {
    return text.substring(0, text.length() / 2);
  }
}
