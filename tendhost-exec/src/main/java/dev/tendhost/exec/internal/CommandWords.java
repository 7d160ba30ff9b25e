package dev.tendhost.exec.internal;

import dev.tendhost.core.port.Command;
import java.util.ArrayList;
import java.util.List;

/** The words by which a command is started. */
public final class CommandWords {
  private CommandWords() {}

  /** The program and its arguments. */
  public static List<String> of(Command command) {
    String script = command.script();
    if (script == null) {
      return command.argv();
    }
    // A shell would take a script that begins so for an option.
    boolean likeOption = script.startsWith("-") || script.startsWith("+");
    return List.of("sh", "-c", likeOption ? " " + script : script);
  }

  /**
   * What sudo runs. It drops the environment, so variables go to env(1) behind it; without any,
   * sudo runs the program itself, which short sudoers rules can name.
   */
  public static List<String> behindSudo(Command command) {
    if (command.environment().isEmpty()) {
      return of(command);
    }
    List<String> words = new ArrayList<>(List.of("env"));
    command.environment().forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(of(command));
    return words;
  }
}
