package dev.tendhost.it.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, on what.
 *
 * @param jdk the virtual machine and its version
 * @param cores how many processors it sees
 * @param heapBytes the largest heap it may have
 * @param collectors its garbage collectors
 * @param rounds each value is the median of so many fleets
 * @param inFlight so many asks at a time
 * @param rows the figures
 */
record Report(
    String jdk,
    int cores,
    long heapBytes,
    List<String> collectors,
    int rounds,
    int inFlight,
    List<Row> rows) {

  /** One figure of one size; aim and reached are null where nothing is aimed at. */
  record Row(
      int hosts,
      Figure figure,
      double value,
      String unit,
      @Nullable String aim,
      @Nullable Boolean reached) {
    Row(int hosts, Figure figure, double value) {
      this(hosts, figure, value, figure.unit, figure.aim, figure.reached(value));
    }
  }

  static Report of(int rounds, List<Row> rows) {
    return new Report(
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList(),
        rounds,
        BenchFleet.IN_FLIGHT,
        rows);
  }

  String table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, %d cores, heap %d MiB, %s; median of %d fleets, %d asks in flight",
            jdk,
            cores,
            heapBytes >> 20,
            String.join(" + ", collectors),
            rounds,
            inFlight));
    lines.add(String.format("%8s  %-30s %12s %-4s %-8s", "hosts", "figure", "median", "", "aim"));
    rows.forEach(row -> lines.add(line(row)));
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(Row row) {
    String aim = row.aim() == null ? "" : row.aim();
    String reached = row.reached() == null ? "" : row.reached() ? "reached" : "not reached";
    String value = String.format(Locale.ROOT, row.value() < 100 ? "%,.2f" : "%,.0f", row.value());
    return String.format(
            Locale.ROOT,
            "%,8d  %-30s %12s %-4s %-8s %s",
            row.hosts(),
            row.figure().title,
            value,
            row.unit(),
            aim,
            reached)
        .stripTrailing();
  }
}
