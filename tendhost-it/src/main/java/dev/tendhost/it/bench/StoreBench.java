package dev.tendhost.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs to keep state in a directory. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how many changes of hosts' states a fleet makes a second, each of them stored",
      "before it is made: in memory and in a directory (every file synced), in turn."
    })
final class StoreBench implements Callable<Integer> {
  /** QUERYING, and where the host rests then. */
  private static final int CHANGES_A_QUERY = 2;

  private static final int QUERIES_EACH = 3;
  private static final double NANOS_A_SECOND = 1e9;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many hosts (default: ${DEFAULT-VALUE}).")
  private int hosts;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Fleets of each kind; the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where to make the directories (default: that of temporary files).")
  private @Nullable Path parent;

  private StoreBench() {}

  @Override
  public Integer call() throws IOException {
    List<Double> memory = new ArrayList<>();
    List<Double> directory = new ArrayList<>();
    inMemory();
    for (int i = 1; i <= rounds; i++) {
      System.err.printf("%,d hosts, round %d of %d%n", hosts, i, rounds);
      memory.add(inMemory());
      directory.add(inDirectory());
    }
    double fast = Samples.median(memory);
    double safe = Samples.median(directory);
    System.out.printf(
        Locale.ROOT,
        "state changes a second of %,d hosts, medians of %d: in memory %,.0f, in a directory %,.0f"
            + " (%.1f times fewer)%n",
        hosts,
        rounds,
        fast,
        safe,
        fast / safe);
    return 0;
  }

  private double inMemory() {
    try (BenchFleet fleet = new BenchFleet(hosts)) {
      return changes(fleet);
    }
  }

  private double inDirectory() throws IOException {
    Path directory =
        parent == null
            ? Files.createTempDirectory("tendhost-bench-")
            : Files.createTempDirectory(parent, "tendhost-bench-");
    try (BenchFleet fleet = new BenchFleet(hosts, builder -> builder.stateDirectory(directory))) {
      return changes(fleet);
    } finally {
      delete(directory);
    }
  }

  private double changes(BenchFleet fleet) {
    none(fleet.registerAll(BenchFleet.IN_FLIGHT));
    long begin = System.nanoTime();
    for (int i = 0; i < QUERIES_EACH; i++) {
      none(BenchFleet.await(fleet.queryAll(BenchFleet.IN_FLIGHT)));
    }
    double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
    return (double) hosts * QUERIES_EACH * CHANGES_A_QUERY / seconds;
  }

  private static void none(int failed) {
    if (failed > 0) {
      throw new IllegalStateException(failed + " asks failed");
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
