package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tool a host has, found by asking the tool and not by the host's distribution.
 *
 * @param program what to call: dnf5, dnf or yum, whichever is found first
 * @param generation which language the tool speaks; {@code dnf} may be a link to dnf5, {@code yum}
 *     one to either
 * @param version as the tool tells it
 * @param commands the tool's commands, plugins included, and programs beside it
 */
record DnfTool(String program, Generation generation, String version, Set<String> commands) {
  /** Which language a tool speaks. */
  enum Generation {
    /** yum of Python 2, with yum-utils beside it. */
    YUM3,
    /** dnf 2 to 4. */
    DNF4,
    /** dnf5. */
    DNF5
  }

  static final String NONE = "none";

  static final String FIND =
      """
      tool=none
      for each in dnf5 dnf yum; do
        if command -v "$each" >/dev/null 2>&1; then tool=$each; break; fi
      done
      command -v rpm >/dev/null 2>&1 || tool=none
      tell tool "$tool"
      """;

  static final String PROBE =
      Told.script(
          FIND
              + """
              if [ "$tool" != none ]; then
                ask version "$tool" --version
                ask help "$tool" --help
                tell beside "$(
                  for each in repoquery needs-restarting; do
                    if command -v "$each" >/dev/null 2>&1; then echo "$each"; fi
                  done)"
              fi
              """);

  private static final Pattern DNF5 = Pattern.compile("dnf5 (?:version )?(\\d+\\.\\d\\S*)");
  private static final Pattern PLAIN = Pattern.compile("(\\d+)\\.\\d\\S*");
  private static final Pattern COMMAND = Pattern.compile(" {0,2}([a-z][a-z-]+) {2,}\\S.*");

  static boolean found(String output) {
    return !program(Told.parse(output)).equals(NONE);
  }

  /** The tool; a program {@link #NONE} if there is none. */
  static DnfTool parse(String output) {
    Told told = Told.parse(output);
    String program = program(told);
    if (program.equals(NONE)) {
      return new DnfTool(NONE, Generation.DNF4, "", Set.of());
    }
    String version = told.list("version").isEmpty() ? "" : told.list("version").get(0).strip();
    Set<String> commands = new TreeSet<>();
    for (String line : told.list("help")) {
      Matcher command = COMMAND.matcher(line);
      if (command.matches()) {
        commands.add(command.group(1));
      }
    }
    if (!commands.contains("upgrade") && !commands.contains("update")) {
      throw new Garbled(program + " --help lists no command that upgrades");
    }
    commands.addAll(told.list("beside"));
    return new DnfTool(program, generation(program, version), version, Set.copyOf(commands));
  }

  private static String program(Told told) {
    String program = told.value("tool");
    if (!Set.of("dnf5", "dnf", "yum", NONE).contains(program)) {
      throw Garbled.line("dnf5, dnf, yum or none", program);
    }
    return program;
  }

  private static Generation generation(String program, String version) {
    if (DNF5.matcher(version).matches()) {
      return Generation.DNF5;
    }
    Matcher plain = PLAIN.matcher(version);
    if (!plain.matches()) {
      throw Garbled.line("the version of " + program, version);
    }
    int major = Integer.parseInt(plain.group(1).length() > 4 ? "0" : plain.group(1));
    if (major >= 5) {
      return Generation.DNF5;
    }
    return program.equals("yum") && major == 3 ? Generation.YUM3 : Generation.DNF4;
  }

  boolean is(Generation other) {
    return generation == other;
  }

  boolean has(String command) {
    return commands.contains(command);
  }
}
