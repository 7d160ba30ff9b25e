package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.apt.Simulation.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the output of {@code apt-get -s} under the C locale. What proves it complete: the summary
 * line, whose counts are those of the lines after it, and a Conf line for every Inst line.
 */
final class SimulationParser {
  private static final String CANDIDATE = " \\((\\S+) (.*?) ?\\[([^\\]]+)\\]\\)(.*)";
  private static final Pattern INST =
      Pattern.compile("Inst (\\S+)(?: \\[([^\\]]*)\\])?" + CANDIDATE);
  private static final Pattern CONF = Pattern.compile("Conf (\\S+)" + CANDIDATE);
  private static final Pattern GONE = Pattern.compile("(?:Remv|Purg) (\\S+) \\[([^\\]]*)\\](.*)");
  private static final Pattern SUMMARY =
      Pattern.compile(
          "(\\d{1,9}) upgraded, (\\d{1,9}) newly installed, (?:(\\d{1,9}) reinstalled, )?"
              + "(?:(\\d{1,9}) downgraded, )?(\\d{1,9}) to remove and \\d{1,9} not upgraded\\.");
  private static final Pattern UNFINISHED =
      Pattern.compile("(\\d{1,9}) not fully installed or removed\\.");

  private final List<Change> changes = new ArrayList<>();
  private final List<String> configured = new ArrayList<>();
  private @Nullable Matcher summary;
  private int unfinishedCount;

  private SimulationParser() {}

  static Simulation parse(String output) {
    if (!output.endsWith("\n")) {
      throw new Garbled(output.isEmpty() ? "there is no output" : "the output is cut off");
    }
    SimulationParser parser = new SimulationParser();
    output.lines().forEach(parser::line);
    return parser.finish();
  }

  private void line(String line) {
    if (line.startsWith("Inst ")) {
      changes.add(inst(match(INST, line)));
    } else if (line.startsWith("Conf ")) {
      configured.add(group(match(CONF, line), 1));
    } else if (line.startsWith("Remv ") || line.startsWith("Purg ")) {
      Matcher gone = match(GONE, line);
      String name = group(gone, 1);
      String arch = name.contains(":") ? name.substring(name.indexOf(':') + 1) : null;
      changes.add(new Change(ChangeAction.REMOVE, name, arch, group(gone, 2), null, null));
    } else if (SUMMARY.matcher(line).matches()) {
      if (summary != null) {
        throw new Garbled("two summary lines");
      }
      summary = match(SUMMARY, line);
    } else if (UNFINISHED.matcher(line).matches()) {
      unfinishedCount = count(match(UNFINISHED, line), 1);
    }
  }

  private static Change inst(Matcher inst) {
    String from = inst.group(2);
    String to = group(inst, 3);
    ChangeAction action =
        from == null
            ? ChangeAction.INSTALL
            : DebVersion.compare(to, from) < 0 ? ChangeAction.DOWNGRADE : ChangeAction.UPGRADE;
    String origin = group(inst, 4).isEmpty() ? null : group(inst, 4);
    return new Change(action, group(inst, 1), group(inst, 5), from, to, origin);
  }

  private Simulation finish() {
    if (summary == null) {
      throw new Garbled("the summary line of apt-get is missing");
    }
    int replaced = count(summary, 1) + count(summary, 3) + count(summary, 4);
    require("upgraded", replaced, number(ChangeAction.UPGRADE) + number(ChangeAction.DOWNGRADE));
    require("newly installed", count(summary, 2), number(ChangeAction.INSTALL));
    require("to remove", count(summary, 5), number(ChangeAction.REMOVE));
    Set<String> unpacked = new HashSet<>();
    changes.stream()
        .filter(change -> change.action() != ChangeAction.REMOVE)
        .forEach(change -> unpacked.add(change.fullName()));
    if (!new HashSet<>(configured).containsAll(unpacked)) {
      throw new Garbled("a package is unpacked and not configured: the output is cut off");
    }
    List<String> unfinished = configured.stream().filter(n -> !unpacked.contains(n)).toList();
    return new Simulation(changes, unfinished, unfinishedCount);
  }

  private int number(ChangeAction action) {
    return (int) changes.stream().filter(change -> change.action() == action).count();
  }

  private static void require(String what, int said, int found) {
    if (said != found) {
      throw new Garbled("apt-get says " + said + " " + what + ", its lines show " + found);
    }
  }

  private static int count(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static String group(Matcher matcher, int group) {
    String text = matcher.group(group);
    return text == null ? "" : text;
  }

  private static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw Garbled.line("a line of apt-get -s", line);
    }
    return matcher;
  }
}
