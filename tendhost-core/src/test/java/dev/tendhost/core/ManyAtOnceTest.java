package dev.tendhost.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.internal.InMemoryHostStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyAtOnceTest {
  private static final int HOSTS = 2_000;

  /** The history is far too short for so many ends: the outcomes behind the gaps are asked for. */
  @Test
  void everyHostAtOnceAndNoOutcomeIsLostInAGap() {
    FakeManager manager = new FakeManager("fake");
    manager.upgradable = List.of(FakeManager.upgradable("tend"));
    FleetConfig config = FleetConfig.defaults().withEventHistory(16);
    try (TestFleet fleet = new TestFleet(new InMemoryHostStore(), config, manager)) {
      List<HostName> hosts =
          IntStream.range(0, HOSTS).mapToObj(i -> HostName.of("host-" + i)).toList();
      TestFleet.await(
          Future.all(
              hosts.stream().map(h -> fleet.fleet.register(HostConfig.of(h.value()))).toList()));

      List<Future<HostInventory>> queries = hosts.stream().map(fleet.fleet::query).toList();
      TestFleet.await(Future.all(queries));

      assertThat(queries).allSatisfy(q -> assertThat(q.result().managers()).hasSize(1));
      assertThat(TestFleet.await(fleet.fleet.state(hosts.get(HOSTS - 1))))
          .isEqualTo(HostState.PENDING_UPDATES);
    }
  }
}
