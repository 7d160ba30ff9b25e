package dev.tendhost.it.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.DebPackage;
import dev.tendhost.it.hosts.NotedPackages;
import java.nio.file.Path;
import java.util.Map;

/**
 * Updates of a host whose controllers are killed. In the end each package is installed, each
 * maintainer script has run once, and nothing is left of any job.
 */
final class KilledUpdates {
  private static final int PACKAGES = 12;
  private static final int MOST_MILLIS = 7_000;

  private final AptHost host;
  private final Kills kills;

  KilledUpdates(AptHost host, Path scratch, long seed) {
    this.host = host;
    this.kills = new Kills(host, scratch, seed, Controller.Goal.UPDATE, MOST_MILLIS);
  }

  Map<String, Integer> run(int times) throws Exception {
    return kills.run(times, this::prepare, this::check);
  }

  private void prepare() {
    host.reset();
    host.install(NotedPackages.of(PACKAGES, "1"));
    host.publish(NotedPackages.of(PACKAGES, "2"));
  }

  private void check() throws Exception {
    for (DebPackage each : NotedPackages.of(PACKAGES, "2")) {
      assertThat(host.state(each.name())).as("%s", kills.log()).isEqualTo("ii 2");
    }
    assertThat(host.run("sort /var/ran").lines()).doesNotHaveDuplicates().hasSize(PACKAGES);
    assertThat(host.run("dpkg --audit")).isEmpty();
  }
}
