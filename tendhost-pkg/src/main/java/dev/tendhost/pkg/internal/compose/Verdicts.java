package dev.tendhost.pkg.internal.compose;

import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an update job decided on the host, in its order.
 *
 * @param lines each a word, what it is about, and why
 */
record Verdicts(List<Line> lines) {
  /**
   * One decision.
   *
   * @param kind what was decided
   * @param why for people; empty if all went well
   */
  record Line(Kind kind, String why) {}

  /** What a job decides. */
  enum Kind {
    WELL,
    ROLLED_BACK,
    NOT_ROLLED_BACK,
    NOT_STARTED,
    FETCH,
    ENGINE
  }

  static Verdicts parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 3);
      Kind kind = kind(words[0]);
      if (words.length < 2 || !words[1].matches("\\d+|-")) {
        throw Garbled.line("a verdict", line);
      }
      lines.add(new Line(kind, words.length < 3 ? "" : words[2]));
    }
    return new Verdicts(List.copyOf(lines));
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return kind;
      }
    }
    throw Garbled.line("a verdict", word);
  }

  /** The reasons of one kind, joined; empty if there is none of it. */
  String why(Kind kind) {
    return String.join("; ", lines.stream().filter(l -> l.kind() == kind).map(Line::why).toList());
  }

  boolean has(Kind kind) {
    return lines.stream().anyMatch(line -> line.kind() == kind);
  }
}
