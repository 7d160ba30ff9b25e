package dev.tendhost.it.compose;

import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.EngineHost;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** docker compose version 2 on a real engine with a real registry. */
@Tag("fleet")
@Timeout(600)
abstract class ComposeHostTests {
  static ComposeHost host;

  @BeforeAll
  static void start() {
    host = new ComposeHost(EngineHost.start());
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void reset() {
    Outcome.of(host.executor().close());
    host.engine().reset();
    host.connect();
  }

  static Map<String, Reason> reasons(PackageInventory inventory) {
    Map<String, Reason> reasons = new TreeMap<>();
    for (UncheckedPackage each : inventory.unchecked()) {
      reasons.put(each.name(), each.reason());
    }
    return reasons;
  }
}
