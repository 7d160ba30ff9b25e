package dev.tendhost.it.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.apt.TendedHost;
import dev.tendhost.it.hosts.DnfHost;
import dev.tendhost.it.hosts.RpmPackage;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class Dnf4InterruptedTest extends DnfInterruptedTests {
  Dnf4InterruptedTest() {
    super(DnfHost.start());
  }

  /** A user's dnf5 waits for the end of it. */
  @Test
  void aTransactionAtWorkWasNotInterrupted() {
    host.install(RpmPackage.of("old", "1"));
    publish(RpmPackage.of("new", "2").tag("Obsoletes", "old < 2").postWaitsFor("/run/go-on"));
    try (TendedHost tended = tended()) {
      Future<UpdateResult> upgrade = tended.upgrade(REPLACING);
      host.await("/run/go-on.waiting");

      assertThat(problems()).isEmpty();

      host.run("touch /run/go-on");
      assertThat(Outcome.of(upgrade).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    }
  }
}
