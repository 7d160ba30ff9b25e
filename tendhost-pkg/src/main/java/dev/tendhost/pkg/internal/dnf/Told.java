package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a script told: lists of lines, each with a name before every line and a count behind the
 * last. A line that is missing, added or of no list is noticed.
 */
final class Told {
  /**
   * Shell functions. {@code tell NAME TEXT} tells a list without its blank lines; {@code ask NAME
   * COMMAND...} tells the output of a command, or ends the script with its exit code.
   */
  static final String FUNCTIONS =
      """
      tell() {
        printf '%s\\n' "$2" | sed -e '/^[[:space:]]*$/d' -e "s/^/$1 /"
        echo "told $1 $(printf '%s\\n' "$2" | grep -c '[^[:space:]]')"
      }
      ask() {
        list=$1
        shift
        out=$("$@") || exit $?
        tell "$list" "$out"
      }
      """;

  private static final String COUNT = "told";

  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private Told() {}

  static String script(String body) {
    return Framed.script(FUNCTIONS + body);
  }

  static Told parse(String output) {
    Told told = new Told();
    Framed.lines(output).forEach(told::line);
    for (Map.Entry<String, List<String>> list : told.lists.entrySet()) {
      Integer count = told.counts.get(list.getKey());
      if (count == null || count != list.getValue().size()) {
        throw new Garbled("the list " + list.getKey() + " is not complete");
      }
    }
    return told;
  }

  private void line(String line) {
    int space = line.indexOf(' ');
    if (space <= 0) {
      throw Garbled.line("a line of a list", line);
    }
    String name = line.substring(0, space);
    String value = line.substring(space + 1);
    if (name.equals(COUNT)) {
      count(value);
    } else if (counts.containsKey(name)) {
      throw Garbled.line("nothing more of the list " + name, line);
    } else {
      lists.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }
  }

  private void count(String value) {
    String[] words = value.split(" ", -1);
    if (words.length != 2 || !words[1].matches("\\d{1,7}")) {
      throw Garbled.line("the count of a list", value);
    }
    lists.computeIfAbsent(words[0], any -> new ArrayList<>());
    if (counts.put(words[0], Integer.valueOf(words[1])) != null) {
      throw Garbled.line("one count of a list", value);
    }
  }

  /** The lines of a list that must have been told; may be empty. */
  List<String> list(String name) {
    List<String> lines = lists.get(name);
    if (lines == null) {
      throw new Garbled("the list " + name + " is missing");
    }
    return lines;
  }

  /** Whether there was such a list. */
  boolean has(String name) {
    return lists.containsKey(name);
  }

  /** The only line of a list. */
  String value(String name) {
    List<String> lines = list(name);
    if (lines.size() != 1) {
      throw new Garbled("the list " + name + " has " + lines.size() + " lines instead of one");
    }
    return lines.get(0).strip();
  }
}
