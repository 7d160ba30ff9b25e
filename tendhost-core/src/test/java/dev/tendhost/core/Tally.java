package dev.tendhost.core;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often what happened. */
final class Tally {
  private final Map<String, Long> times = new TreeMap<>();

  void count(String what) {
    times.merge(what, 1L, Long::sum);
  }

  void add(Tally other) {
    other.times.forEach((what, more) -> times.merge(what, more, Long::sum));
  }

  long of(String what) {
    return times.getOrDefault(what, 0L);
  }

  /** The rows of a table in Markdown. */
  String rows() {
    return times.entrySet().stream()
        .map(each -> "| %s | %,d |%n".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining());
  }
}
