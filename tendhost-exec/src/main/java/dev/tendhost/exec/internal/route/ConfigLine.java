package dev.tendhost.exec.internal.route;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.internal.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A line of an ssh_config(5) file.
 *
 * @param keyword its keyword, in lower case
 * @param arguments its arguments, without quotes; never empty
 * @param file the file
 * @param number its number there, from 1
 */
record ConfigLine(String keyword, List<String> arguments, Path file, int number) {
  ConfigLine {
    arguments = List.copyOf(arguments);
  }

  /**
   * Its one argument.
   *
   * @throws Fault INVALID_CONFIGURATION if there are more
   */
  String argument() {
    if (arguments.size() != 1) {
      throw fault(keyword + " takes one argument; quote it if it holds spaces");
    }
    return arguments.get(0);
  }

  /**
   * Its one argument, a user's name, which ssh(1) expands since 10.0.
   *
   * @throws Fault INVALID_CONFIGURATION if there is something to expand
   */
  String user() {
    String name = argument();
    if (name.contains("%") || name.contains("${")) {
      throw fault("tokens and environment variables are not supported here: " + name);
    }
    return name;
  }

  boolean says(String argument) {
    return arguments.size() == 1 && arguments.get(0).equalsIgnoreCase(argument);
  }

  Fault fault(String problem) {
    return fault(file, number, problem);
  }

  static Fault fault(Path file, int number, String problem) {
    String place = file + ":" + number;
    return new Fault(
        FailureKind.INVALID_CONFIGURATION, place + ": " + problem, Map.of("place", place));
  }
}
