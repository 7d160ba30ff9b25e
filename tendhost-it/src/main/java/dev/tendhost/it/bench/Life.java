package dev.tendhost.it.bench;

import static dev.tendhost.it.bench.BenchFleet.await;

import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One fleet from its start to its end: every figure once. */
final class Life {
  private static final int STATUS_ASKS = 200_000;
  private static final int PAGES = 51;
  private static final int WALKS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  /** A host keeps the outcomes of so many operations. */
  private static final int OUTCOMES_KEPT = 16;

  private final int size;
  private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

  private Life(int size) {
    this.size = size;
  }

  /** Lives through a fleet of so many hosts. */
  static Map<Figure, Double> of(int size) {
    Life life = new Life(size);
    try (BenchFleet fleet = new BenchFleet(size)) {
      life.live(fleet);
    }
    return life.figures;
  }

  private void live(BenchFleet fleet) {
    long empty = heap();
    time(Figure.REGISTER, () -> none(fleet.registerAll(BenchFleet.IN_FLIGHT)));
    figures.put(Figure.HEAP_REGISTERED, (heap() - empty) / (double) size);
    double asking = millis(() -> none(fleet.askStatus(STATUS_ASKS)));
    figures.put(Figure.STATUS_ASKS, STATUS_ASKS * 1000 / asking);
    figures.put(Figure.PAGE, median(PAGES, () -> await(fleet.onePage(fleet.middle()))));
    figures.put(Figure.ALL_PAGES, median(WALKS, () -> walk(fleet)));
    query(fleet);
    figures.put(Figure.HEAP_QUERIED, (heap() - empty) / (double) size);
    time(
        Figure.QUERY_FLOOD,
        () -> figures.put(Figure.FLOOD_FAILED, (double) await(fleet.queryAll(size))));
    for (int i = 2; i < OUTCOMES_KEPT; i++) {
      none(await(fleet.queryAll(BenchFleet.IN_FLIGHT)));
    }
    figures.put(Figure.HEAP_KEPT, (heap() - empty) / (double) size);
    time(Figure.CLOSE, fleet::closeFleet);
  }

  /** Queries every host, and asks for pages all the while. */
  private void query(BenchFleet fleet) {
    List<Double> pages = new ArrayList<>();
    time(
        Figure.QUERY_ALL,
        () -> {
          Future<Integer> all = fleet.queryAll(BenchFleet.IN_FLIGHT);
          do {
            pages.add(millis(() -> await(fleet.onePage(fleet.middle()))));
          } while (!all.isComplete());
          figures.put(Figure.QUERY_FAILED, (double) await(all));
        });
    figures.put(Figure.PAGE_MEANWHILE, Samples.median(pages));
    figures.put(Figure.PAGE_MEANWHILE_WORST, Samples.worst(pages));
  }

  private void walk(BenchFleet fleet) {
    int seen = await(fleet.walk());
    if (seen != size) {
      throw new IllegalStateException("the pages show " + seen + " hosts of " + size);
    }
  }

  private static void none(int failed) {
    if (failed > 0) {
      throw new IllegalStateException(failed + " asks failed");
    }
  }

  private void time(Figure figure, Runnable what) {
    figures.put(figure, millis(what));
  }

  private static double median(int rounds, Runnable what) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      times.add(millis(what));
    }
    return Samples.median(times);
  }

  private static double millis(Runnable what) {
    long begin = System.nanoTime();
    what.run();
    return (System.nanoTime() - begin) / NANOS_PER_MILLI;
  }

  /** What is reachable: the second collection takes what the first made reachable no more. */
  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
