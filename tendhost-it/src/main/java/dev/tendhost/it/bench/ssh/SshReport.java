package dev.tendhost.it.bench.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, on what.
 *
 * @param jdk the virtual machine of ours, and its version
 * @param cores how many processors it sees
 * @param atOnce so many hosts at a time
 * @param rounds each value is the median of so many runs, the clients taking turns
 * @param missing peers that are not installed
 * @param sizes what was measured for each number of hosts
 */
record SshReport(
    String jdk, int cores, int atOnce, int rounds, List<String> missing, List<Size> sizes) {

  /**
   * One number of hosts.
   *
   * @param hosts so many
   * @param rows the clients
   * @param ratios what is compared
   */
  record Size(int hosts, List<Row> rows, List<Ratio> ratios) {}

  /**
   * One client.
   *
   * @param client its name
   * @param seconds from its start to its end
   * @param cpuSeconds the time of processors it took, all its processes together
   */
  record Row(String client, double seconds, double cpuSeconds) {}

  /**
   * How many times better ours is than a peer.
   *
   * @param what of both
   * @param peer the peer
   * @param value so many times
   * @param aim what is to be reached; null if nothing is
   * @param reached whether it is; null without an aim
   */
  record Ratio(
      String what, String peer, double value, @Nullable Double aim, @Nullable Boolean reached) {
    Ratio(String what, String peer, double value, @Nullable Double aim) {
      this(what, peer, value, aim, aim == null ? null : value >= aim);
    }

    String text() {
      String compared = SshReport.text("%s than %s: %.2f times", what, peer, value);
      return aim == null
          ? compared
          : compared
              + SshReport.text(", aim %.1f: %s", aim, value >= aim ? "reached" : "not reached");
    }
  }

  static SshReport of(int atOnce, int rounds, List<String> missing, List<Size> sizes) {
    return new SshReport(
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Runtime.getRuntime().availableProcessors(),
        atOnce,
        rounds,
        missing,
        sizes);
  }

  String table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%s, %d cores, which the server shares; median of %d rounds, %d hosts at a time",
            jdk, cores, rounds, atOnce));
    if (!missing.isEmpty()) {
      lines.add("not installed: " + String.join(", ", missing));
    }
    lines.add(text("%6s  %-32s %9s %9s", "hosts", "client", "seconds", "CPU s"));
    for (Size size : sizes) {
      for (Row row : size.rows()) {
        lines.add(
            text(
                "%6d  %-32s %9.2f %9.2f",
                size.hosts(), row.client(), row.seconds(), row.cpuSeconds()));
      }
      for (Ratio ratio : size.ratios()) {
        lines.add(text("%6d  %s", size.hosts(), ratio.text()));
      }
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
