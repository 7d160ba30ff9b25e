package dev.tendhost.it.bench.ssh;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * What one run took.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds user and system time of the client and all it started, not of the server
 */
record Cost(double seconds, double cpuSeconds) {
  /** The median of each by itself. */
  static Cost median(Collection<Cost> runs) {
    return new Cost(median(runs, Cost::seconds), median(runs, Cost::cpuSeconds));
  }

  private static double median(Collection<Cost> runs, ToDoubleFunction<Cost> what) {
    double[] sorted = runs.stream().mapToDouble(what).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
