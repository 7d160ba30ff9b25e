package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.DebPackage;
import dev.tendhost.it.hosts.NotedPackages;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Upgrades twelve packages again and again, and cuts every connection of the host at seeded random
 * moments of each upgrade. What is told in the end must be true: each package is installed, and
 * each maintainer script has run once. Who asks does what a user would: after a failure that
 * started nothing he asks again, and where a job may live he takes it up.
 */
final class CutUpgrades {
  private static final int PACKAGES = 12;
  private static final int CUTS_AN_UPGRADE = 2;

  /** A little more than an upgrade takes here. */
  private static final int MOST_MILLIS = 8_000;

  private final AptHost host;
  private final Random random;
  private final Map<String, Integer> counts = new TreeMap<>();

  CutUpgrades(AptHost host, long seed) {
    this.host = host;
    this.random = new Random(seed);
  }

  /** How the cut upgrades went; of each kind how many. */
  Map<String, Integer> run(int cuts) {
    for (int cut = 0; cut < cuts; cut += CUTS_AN_UPGRADE) {
      one();
    }
    return counts;
  }

  private void one() {
    host.reset();
    host.install(NotedPackages.of(PACKAGES, "1"));
    host.publish(NotedPackages.of(PACKAGES, "2"));
    host.update();
    List<CompletableFuture<Void>> cuts =
        random
            .ints(CUTS_AN_UPGRADE, 0, MOST_MILLIS)
            .mapToObj(millis -> CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
            .map(later -> CompletableFuture.runAsync(this::cut, later))
            .toList();
    try (TendedHost tended = TendedHost.of(host)) {
      UpdateResult result = untilItIsKnown(tended);
      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).hasSize(PACKAGES);
      assertThat(tended.jobs().stillOpen()).isEmpty();
    }
    cuts.forEach(CompletableFuture::join);
    for (DebPackage each : NotedPackages.of(PACKAGES, "2")) {
      assertThat(host.state(each.name())).isEqualTo("ii 2");
    }
    assertThat(host.run("sort /var/ran").lines()).doesNotHaveDuplicates().hasSize(PACKAGES);
    assertThat(host.run("dpkg --audit")).isEmpty();
    count("upgrades");
  }

  private synchronized void cut() {
    host.killSessions();
    count("cuts");
  }

  private UpdateResult untilItIsKnown(TendedHost tended) {
    Future<UpdateResult> asked = tended.upgrade(UpgradeOptions.defaults());
    while (true) {
      AsyncResult<UpdateResult> ended = Outcome.of(asked.transform(Future::succeededFuture));
      if (ended.succeeded()) {
        return ended.result();
      }
      FleetError error = TendhostException.errorOf(ended.cause(), null);
      assertThat(error.kind().retryable()).as("%s", error).isTrue();
      asked = again(tended, error);
    }
  }

  private Future<UpdateResult> again(TendedHost tended, FleetError error) {
    List<JobRef> open = tended.jobs().stillOpen();
    if (open.isEmpty()) {
      assertThat(host.look("cat /var/ran").stdout()).isEmpty();
      count("asked again after " + error.kind());
      return tended.upgrade(UpgradeOptions.defaults());
    }
    count("taken up after " + error.kind());
    return tended.resume(open.get(0), UpgradeOptions.defaults());
  }

  private synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }
}
