package dev.tendhost.it.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.apt.TendedHost;
import dev.tendhost.it.hosts.DnfHost;
import dev.tendhost.it.hosts.RpmPackage;
import dev.tendhost.pkg.DnfProvider;
import io.vertx.core.Future;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A real host with a real dnf, upgraded over SSH by a user who goes through sudo. */
@Tag("fleet")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DnfTests {
  static final UpgradeOptions DEFAULTS = UpgradeOptions.defaults();
  static final RpmPackage A1 = RpmPackage.of("a", "1");
  static final RpmPackage A2 = RpmPackage.of("a", "2");

  final DnfHost host;

  DnfTests(DnfHost host) {
    this.host = host;
  }

  @AfterAll
  void close() {
    host.close();
  }

  @BeforeEach
  void reset() {
    host.reset();
  }

  /** Installs version 1 of a package, and publishes others. */
  final void outdated(RpmPackage... published) {
    host.install(A1);
    publish(published);
  }

  final void publish(RpmPackage... published) {
    host.publish(published);
    host.run("dnf -q --refresh makecache");
  }

  final TendedHost tended() {
    return TendedHost.of(host, new DnfProvider(), Map.of("dnf.lock-timeout", "3"));
  }

  final UpdateResult upgraded(UpgradeOptions options) {
    try (TendedHost tended = tended()) {
      return Outcome.of(tended.upgrade(options));
    }
  }

  /** What dnf said is in the test's report. */
  private void print(Throwable failure) {
    System.err.println(TendhostException.errorOf(failure, null).details());
  }

  final FleetError refused(FailureKind kind, UpgradeOptions options) {
    try (TendedHost tended = tended()) {
      Future<UpdateResult> upgrade = tended.upgrade(options);
      FleetError error = Outcome.failure(kind, upgrade.onFailure(this::print));
      assertThat(tended.jobs().stillOpen()).as("jobs whose end nobody knows").isEmpty();
      return error;
    }
  }
}
