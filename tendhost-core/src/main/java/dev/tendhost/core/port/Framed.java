package dev.tendhost.core.port;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A probe script whose output stands between two marker lines, so that a banner before it and a cut
 * within it are noticed. Each line between is a key, a space and a value.
 */
public final class Framed {
  private static final String BEGIN = "tendhost-probe-begin";
  private static final String END = "tendhost-probe-end";

  private Framed() {}

  /**
   * The script, framed.
   *
   * @param body prints a key, a space and a value on each line
   * @return for the POSIX shell
   */
  public static String script(String body) {
    return "echo " + BEGIN + "\n" + body.strip() + "\necho " + END + "\n";
  }

  /**
   * One command, framed; it ends as the command does, and without the second marker if that fails.
   *
   * @param line a command line whose output may be anything
   * @return for the POSIX shell
   */
  public static String whole(String line) {
    return "echo " + BEGIN + "\n" + line + " || exit\necho " + END + "\n";
  }

  /**
   * What the command wrote whose script is {@link #whole}.
   *
   * @param output of the script
   * @return every line with its end
   */
  public static String body(String output) {
    StringBuilder body = new StringBuilder();
    lines(output).forEach(line -> body.append(line).append('\n'));
    return body.toString();
  }

  /**
   * The lines between the markers.
   *
   * @param output of the script
   * @return without the markers
   */
  public static List<String> lines(String output) {
    // Whatever a host sends is not cut into lines before it looks like an answer.
    boolean framed = output.contains(BEGIN) && output.contains(END);
    List<String> lines = framed ? output.lines().toList() : List.of();
    int begin = lines.indexOf(BEGIN);
    int end = lines.lastIndexOf(END);
    if (begin < 0 || end < begin) {
      throw new Garbled("the markers of the probe are missing");
    }
    return lines.subList(begin + 1, end);
  }

  /**
   * The values of every line with that key.
   *
   * @param lines between the markers
   * @param key the first word of the lines
   * @return in their order
   */
  public static List<String> values(List<String> lines, String key) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(key + " ")) {
        values.add(line.substring(key.length() + 1).strip());
      }
    }
    return values;
  }

  /**
   * The values of every line with that key, each of which must be of that shape.
   *
   * @param output of the script
   * @param key the first word of the lines
   * @param shape of a whole value, its parts in groups
   * @return in their order
   * @throws Garbled if one is of another shape, or the output is not complete
   */
  public static List<MatchResult> rows(String output, String key, Pattern shape) {
    List<MatchResult> rows = new ArrayList<>();
    for (String value : values(lines(output), key)) {
      Matcher matcher = shape.matcher(value);
      if (!matcher.matches()) {
        throw Garbled.line(key, value);
      }
      rows.add(matcher.toMatchResult());
    }
    return rows;
  }

  /**
   * The value of the only line with that key.
   *
   * @param lines between the markers
   * @param key the first word of the line
   * @return not empty
   */
  public static String value(List<String> lines, String key) {
    List<String> values = values(lines, key);
    if (values.size() != 1 || values.get(0).isEmpty()) {
      throw new Garbled("the probe does not tell its " + key + " once");
    }
    return values.get(0);
  }

  /**
   * A number of seconds.
   *
   * @param digits as a tool writes them
   * @return may be negative
   */
  public static long seconds(String digits) {
    if (!digits.matches("-?\\d{1,18}")) {
      throw Garbled.line("seconds", digits);
    }
    return Long.parseLong(digits);
  }
}
