package dev.tendhost.it.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tendhost.it.bench.ssh.SshBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark of the actors. Measures, and judges nobody: a slow machine is no failure. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {SshBench.class, StoreBench.class},
    description = {
      "Measures the actors of a fleet whose hosts cost nothing: an executor and a package manager",
      "that answer at once. Prints a table on stdout; with --json one JSON document on stdout and",
      "the table on stderr. Progress goes to stderr."
    })
final class Bench implements Callable<Integer> {
  private static final int WARM_UP_HOSTS = 5_000;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      defaultValue = "1000,10000,100000",
      description = "Numbers of hosts, at most 999999 (default: ${DEFAULT-VALUE}).")
  private int[] sizes = {};

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Fleets of each size; the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "4",
      description = "Fleets before, which do not count (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  private Bench() {}

  /** Runs the benchmark and ends the JVM. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws JsonProcessingException {
    for (int i = 0; i < warmUp; i++) {
      System.err.println("warming up");
      Life.of(WARM_UP_HOSTS);
    }
    List<Report.Row> rows = new ArrayList<>();
    for (int size : sizes) {
      rows.addAll(measure(size));
    }
    print(Report.of(rounds, rows));
    return 0;
  }

  private List<Report.Row> measure(int size) {
    List<Map<Figure, Double>> lives = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      System.err.printf("%,d hosts, round %d of %d%n", size, i, rounds);
      lives.add(Life.of(size));
    }
    List<Report.Row> rows = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      List<Double> values =
          lives.stream().filter(l -> l.containsKey(figure)).map(l -> l.get(figure)).toList();
      if (!values.isEmpty()) {
        rows.add(new Report.Row(size, figure, Samples.median(values)));
      }
    }
    return rows;
  }

  private void print(Report report) throws JsonProcessingException {
    if (json) {
      System.err.println(report.table());
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      System.out.println(mapper.writeValueAsString(report));
    } else {
      System.out.println(report.table());
    }
  }
}
