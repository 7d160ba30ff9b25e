package dev.tendhost.core.port;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command to run on a host: either words, which no shell sees, or an explicit POSIX shell script.
 * Immutable. {@link #toString} is safe to log: it shows neither standard input nor the values of
 * the environment.
 *
 * @param argv the program and its arguments; empty if there is a script
 * @param script a script for {@code sh -c}; null if there are words
 * @param environment variables set for the command on top of the executor's own
 * @param stdin what the command reads, written as UTF-8; null: it reads end-of-file at once
 * @param timeout when to give up; {@link #DEFAULT_TIMEOUT} by default
 * @param outputLimit how many bytes of each stream are kept, from its start; {@link
 *     #DEFAULT_OUTPUT_LIMIT} by default
 * @param asRoot run as root, by whatever way the executor has for this host; off by default
 * @param listener hears the output while the command runs; null for nobody
 * @param title what people are shown instead of a script, such as the command that matters in it;
 *     null for the script itself
 */
public record Command(
    List<String> argv,
    @Nullable String script,
    Map<String, String> environment,
    @Nullable String stdin,
    Duration timeout,
    int outputLimit,
    boolean asRoot,
    @Nullable OutputListener listener,
    @Nullable String title) {

  /** Two minutes. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  /** 4 MiB. */
  public static final int DEFAULT_OUTPUT_LIMIT = 4 << 20;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * Checks that the command can be run.
   *
   * @throws IllegalArgumentException if there are both words and a script or neither, a NUL
   *     character, a malformed variable name, or a time-out or limit that is not positive
   */
  public Command {
    argv = List.copyOf(argv);
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
    require(argv.isEmpty() != (script == null), "a command is either words or a script");
    require(argv.isEmpty() || !argv.get(0).isEmpty(), "a command needs a program");
    require(timeout.compareTo(Duration.ZERO) > 0, "timeout must be longer than zero");
    require(outputLimit > 0, "outputLimit must be positive");
    argv.forEach(word -> require(word.indexOf('\0') < 0, "an argument must not contain NUL"));
    require(script == null || script.indexOf('\0') < 0, "a script must not contain NUL");
    environment.forEach(
        (name, value) -> {
          require(VARIABLE.matcher(name).matches(), "not a variable's name: " + name);
          require(value.indexOf('\0') < 0, "the value of " + name + " must not contain NUL");
        });
  }

  /**
   * A program and its arguments, each passed as it is.
   *
   * @param argv at least the program
   * @return the command
   */
  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  /**
   * A program and its arguments, each passed as it is.
   *
   * @param argv at least the program
   * @return the command
   */
  public static Command of(List<String> argv) {
    return new Command(
        argv, null, Map.of(), null, DEFAULT_TIMEOUT, DEFAULT_OUTPUT_LIMIT, false, null, null);
  }

  /**
   * A script for the POSIX shell.
   *
   * @param script the script
   * @return the command
   */
  public static Command shell(String script) {
    return new Command(
        List.of(),
        script,
        Map.of(),
        null,
        DEFAULT_TIMEOUT,
        DEFAULT_OUTPUT_LIMIT,
        false,
        null,
        null);
  }

  /**
   * The same with these variables instead.
   *
   * @param values names and values
   * @return a copy
   */
  public Command withEnvironment(Map<String, String> values) {
    return new Command(argv, script, values, stdin, timeout, outputLimit, asRoot, listener, title);
  }

  /**
   * The same, reading this.
   *
   * @param text what the command reads; null for nothing
   * @return a copy
   */
  public Command withStdin(@Nullable String text) {
    return new Command(
        argv, script, environment, text, timeout, outputLimit, asRoot, listener, title);
  }

  /**
   * The same with another time-out.
   *
   * @param value when to give up
   * @return a copy
   */
  public Command withTimeout(Duration value) {
    return new Command(
        argv, script, environment, stdin, value, outputLimit, asRoot, listener, title);
  }

  /**
   * The same with another output limit.
   *
   * @param bytes how much of each stream is kept
   * @return a copy
   */
  public Command withOutputLimit(int bytes) {
    return new Command(argv, script, environment, stdin, timeout, bytes, asRoot, listener, title);
  }

  /**
   * The same as root, or not.
   *
   * @param value whether it runs as root
   * @return a copy
   */
  public Command withAsRoot(boolean value) {
    return new Command(
        argv, script, environment, stdin, timeout, outputLimit, value, listener, title);
  }

  /**
   * The same with a listener.
   *
   * @param value who hears the output; null for nobody
   * @return a copy
   */
  public Command withListener(@Nullable OutputListener value) {
    return new Command(
        argv, script, environment, stdin, timeout, outputLimit, asRoot, value, title);
  }

  /**
   * The same with what people are shown instead of its script.
   *
   * @param value no secret may be in it; null for the script itself
   * @return a copy
   */
  public Command withTitle(@Nullable String value) {
    return new Command(
        argv, script, environment, stdin, timeout, outputLimit, asRoot, listener, value);
  }

  /**
   * The command for people: quoted words, or the title of the script or else the script itself;
   * variables by name only.
   *
   * @return text that is safe to log
   */
  public String display() {
    StringBuilder text = new StringBuilder(asRoot ? "as root: " : "");
    environment.keySet().forEach(name -> text.append(name).append("=*** "));
    return text.append(script == null ? ShellWords.join(argv) : title == null ? script : title)
        .toString();
  }

  @Override
  public String toString() {
    return "Command[" + display() + ", timeout=" + timeout + "]";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
