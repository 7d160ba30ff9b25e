package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.PackageChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells people how what apt would do differs from what was planned. */
final class AptDrift {
  private static final int SHOWN = 10;

  private AptDrift() {}

  /**
   * The rest of a sentence about apt.
   *
   * @param plan what was planned; null if nobody knows
   * @param now what it would do, a line of {@link AptGuard} each
   */
  static String difference(@Nullable List<PackageChange> plan, List<String> now) {
    List<String> planned =
        plan == null ? List.of() : plan.stream().map(AptGuard::line).distinct().toList();
    List<String> more = now.stream().filter(line -> !planned.contains(line)).toList();
    List<String> less = planned.stream().filter(line -> !now.contains(line)).toList();
    List<String> parts = new ArrayList<>();
    if (!more.isEmpty()) {
      parts.add("would now " + list(more));
    }
    if (!less.isEmpty()) {
      parts.add("would no longer " + list(less));
    }
    return parts.isEmpty() ? "would now do something else" : String.join(", and ", parts);
  }

  private static String list(List<String> lines) {
    String shown = String.join("; ", lines.stream().limit(SHOWN).map(AptDrift::text).toList());
    return lines.size() <= SHOWN ? shown : shown + "; and " + (lines.size() - SHOWN) + " more";
  }

  /** Such as {@code upgrade a 1 to 2}. */
  private static String text(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 4) {
      return line;
    }
    String from = words[2];
    String to = words[3];
    if (to.equals("-")) {
      return "remove " + words[0] + " " + from;
    } else if (from.equals("-")) {
      return "install " + words[0] + " " + to;
    } else if (from.equals(to)) {
      return "configure " + words[0] + " " + to;
    }
    String verb = DebVersion.compare(to, from) < 0 ? "downgrade " : "upgrade ";
    return verb + words[0] + " " + from + " to " + to;
  }
}
