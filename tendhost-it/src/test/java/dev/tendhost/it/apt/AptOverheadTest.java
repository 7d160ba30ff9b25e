package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.TestReport;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.DebPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What tendhost costs over the commands that it runs: refresh, query, plan and upgrade of twelve
 * packages, against the very same commands in one script over one ssh, in turns.
 */
@Tag("campaign")
@Timeout(3600)
class AptOverheadTest {
  private static final int ROUNDS = 7;

  @Test
  void againstTheSameCommandsByHand() {
    try (AptHost host = AptHost.start()) {
      List<Double> tended = new ArrayList<>();
      List<Double> byHand = new ArrayList<>();
      String script = ByHand.script(tend(host, new ArrayList<>()));
      for (int round = 0; round < ROUNDS; round++) {
        tend(host, tended);
        byHand.add(byHand(host, script));
      }
      report(median(tended), median(byHand));
    }
  }

  /** Adds the seconds it took; what was run. */
  private static List<Command> tend(AptHost host, List<Double> seconds) {
    outdated(host);
    try (TendedHost tended = TendedHost.of(host)) {
      Outcome.of(tended.executor().run("true"));
      long begin = System.nanoTime();
      Outcome.of(tended.manager().refresh());
      Outcome.of(tended.manager().listUpgradable());
      Outcome.of(tended.manager().upgradeDryRun(UpgradeOptions.defaults()));
      UpdateResult result = Outcome.of(tended.upgrade(UpgradeOptions.defaults()));
      seconds.add((System.nanoTime() - begin) / 1e9);
      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      return tended.commands();
    }
  }

  private static double byHand(AptHost host, String script) {
    outdated(host);
    long begin = System.nanoTime();
    host.ssh("ops", script);
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(host.state("p12")).isEqualTo("ii 2");
    return seconds;
  }

  private static void outdated(AptHost host) {
    host.reset();
    host.install(packages("1"));
    host.publish(packages("2"));
  }

  private static DebPackage[] packages(String version) {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(i -> DebPackage.of("p" + i, version))
        .toArray(DebPackage[]::new);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void report(double tended, double byHand) {
    TestReport.write(
        "apt-overhead.md",
        """
        # What tendhost costs over apt's own commands

        Refresh, query, plan and upgrade of twelve packages of a Debian host, through tendhost over SSH and
        sudo, against the same commands in one script over one ssh; in turns, medians of %d rounds. The
        connection was open before; ssh's own login counts.

        | | seconds |
        |---|---|
        | tendhost | %s |
        | by hand | %s |
        | ratio (aim: at most 1.15) | %s |
        """
            .formatted(ROUNDS, two(tended), two(byHand), two(tended / byHand)));
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
