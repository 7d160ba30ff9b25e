package dev.tendhost.it.bench.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Knows what the hosts have to say: each the whole file, once. */
final class Answers {
  private final List<String> hosts;
  private final String file;

  Answers(List<String> hosts) throws IOException {
    this.hosts = hosts;
    this.file = Files.readString(Path.of(LoopbackSshd.FILE));
  }

  /** Every host is named, and every line is there once a host, maybe behind a host's name. */
  void checkPrinted(String client, Path output) throws IOException {
    String printed = Files.readString(output);
    for (String host : hosts) {
      check(printed.contains(host), client, "no answer of " + host);
    }
    Map<String, Long> counts =
        printed
            .lines()
            .map(line -> line.replaceFirst("^h\\d+: ", "").stripTrailing())
            .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    Map<String, Long> lines =
        file.lines().collect(Collectors.groupingBy(String::stripTrailing, Collectors.counting()));
    lines.forEach(
        (line, once) ->
            check(counts.getOrDefault(line, 0L) == once * hosts.size(), client, "a line: " + line));
  }

  /** The same of what came back in this JVM. */
  void check(String client, Map<String, String> answers) {
    for (String host : hosts) {
      check(file.equals(answers.get(host)), client, "the answer of " + host);
    }
  }

  private static void check(boolean right, String client, String what) {
    if (!right) {
      throw new IllegalStateException(client + " has got wrong: " + what);
    }
  }
}
