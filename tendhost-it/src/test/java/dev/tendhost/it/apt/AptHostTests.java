package dev.tendhost.it.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.DebPackage;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A real Debian host with a real apt, upgraded over SSH by a user who goes through sudo. */
@Tag("fleet")
@Timeout(600)
abstract class AptHostTests {
  static final UpgradeOptions DEFAULTS = UpgradeOptions.defaults();
  static final DebPackage A1 = DebPackage.of("a", "1");
  static final DebPackage A2 = DebPackage.of("a", "2");

  static AptHost host;

  @BeforeAll
  static void start() {
    host = AptHost.start();
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void reset() {
    host.reset();
  }

  /** Installs some packages of version 1, and publishes others. */
  static void outdated(DebPackage... published) {
    host.install(A1);
    host.publish(published);
    host.update();
  }

  static UpdateResult upgraded(UpgradeOptions options) {
    try (TendedHost tended = TendedHost.of(host)) {
      return Outcome.of(tended.upgrade(options));
    }
  }

  static FleetError refused(FailureKind kind, UpgradeOptions options) {
    try (TendedHost tended = TendedHost.of(host, Map.of("apt.lock-timeout", "1"))) {
      FleetError error = Outcome.failure(kind, tended.upgrade(options));
      assertThat(tended.jobs().stillOpen()).as("jobs whose end nobody knows").isEmpty();
      return error;
    }
  }
}
