package dev.tendhost.core.job;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.port.Garbled;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it lies in a job's directory, so that any controller can judge the job by it: a line a
 * change, its fields with tabs between, an absent one empty; and a last line with their number, by
 * which a file that was cut, as by a loss of power, is told from a shorter plan.
 */
public final class PlanFile {
  private static final int FIELDS = 7;

  /** The first word of the last line. */
  private static final String END = "end ";

  private PlanFile() {}

  /**
   * Writes.
   *
   * @param changes the plan
   * @return its lines, each with its end
   */
  public static String text(List<PackageChange> changes) {
    return changes.stream().map(PlanFile::line).collect(Collectors.joining())
        + END
        + changes.size()
        + "\n";
  }

  private static String line(PackageChange change) {
    return String.join(
            "\t",
            change.action().name(),
            field(change.name()),
            field(change.arch()),
            field(change.from()),
            field(change.to()),
            field(change.origin()),
            Boolean.toString(change.security()))
        + "\n";
  }

  /** No manager's names hold control characters; what does would break the lines. */
  private static String field(@Nullable String value) {
    return value == null ? "" : value.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * Reads.
   *
   * @param lines without their ends
   * @return the plan
   * @throws Garbled if a line is not one of {@link #text}, or they are not all there
   */
  public static List<PackageChange> parse(List<String> lines) {
    int changes = lines.size() - 1;
    if (changes < 0 || !lines.get(changes).equals(END + changes)) {
      throw new Garbled("the plan is cut off");
    }
    return lines.subList(0, changes).stream().map(PlanFile::change).toList();
  }

  private static PackageChange change(String line) {
    List<String> fields = List.of(line.split("\t", -1));
    if (fields.size() != FIELDS || fields.get(1).isEmpty()) {
      throw Garbled.line("a change of a plan", line);
    }
    try {
      return new PackageChange(
          ChangeAction.valueOf(fields.get(0)),
          fields.get(1),
          value(fields.get(2)),
          value(fields.get(3)),
          value(fields.get(4)),
          value(fields.get(5)),
          Boolean.parseBoolean(fields.get(6)));
    } catch (IllegalArgumentException e) {
      throw Garbled.line("a change of a plan", line);
    }
  }

  private static @Nullable String value(String field) {
    return field.isEmpty() ? null : field;
  }
}
