package dev.tendhost.exec.internal.route;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What stands for something else in an argument (ssh_config(5), "TOKENS"). */
final class Tokens {
  private final ConfigLine line;
  private final Map<Character, String> values = new HashMap<>();

  /** Only {@code %%} is known. */
  Tokens(ConfigLine line) {
    this.line = line;
    values.put('%', "%");
  }

  Tokens with(char token, String value) {
    values.put(token, value);
    return this;
  }

  /** The argument with every token replaced; a token that is not known is a Fault. */
  String expand(String argument) {
    StringBuilder expanded = new StringBuilder();
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == '%') {
        i++;
        String value = i < argument.length() ? values.get(argument.charAt(i)) : null;
        if (value == null) {
          throw line.fault("a token that is not supported here, in \"" + argument + "\"");
        }
        expanded.append(value);
      } else {
        expanded.append(c);
      }
    }
    return expanded.toString();
  }

  /** A path with {@code ~} for the home directory. */
  static String tilde(String path, Path home, ConfigLine line) {
    if (path.contains("${")) {
      throw line.fault("environment variables are not supported here: " + path);
    }
    if (path.equals("~") || path.startsWith("~/")) {
      return home + path.substring(1);
    }
    if (path.startsWith("~")) {
      throw line.fault("other users' home directories are not supported here: " + path);
    }
    return path;
  }
}
