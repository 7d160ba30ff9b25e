package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.PackageManagerProvider;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host of which several managers take care, whatever order they were found in. */
class SeveralManagersTest {
  private final List<String> turns = new CopyOnWriteArrayList<>();
  private final FakeManager zypper = manager("zypper", PackageManagerProvider.SYSTEM_PACKAGES);
  private final FakeManager compose = manager("compose", PackageManagerProvider.APPLICATIONS);
  private final FakeManager apt = manager("apt", PackageManagerProvider.SYSTEM_PACKAGES);
  private final FakeManager absent = manager("absent", 0);
  private final TestFleet test = new TestFleet(compose, zypper, absent, apt);
  private final HostName host = test.register("web-1");

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void systemPackagesGoFirstAndEqualsByTheirIdsInEverything() {
    absent.detect = () -> Future.succeededFuture(false);
    String[] order = {"apt", "zypper", "compose"};

    List<UpdatePlan> plans = await(test.fleet.plan(host, UpgradeOptions.defaults())).plans();
    assertThat(plans).extracting(UpdatePlan::manager).containsExactly(order);
    assertThat(plans).extracting(UpdatePlan::digest).doesNotHaveDuplicates();
    assertThat(await(test.fleet.query(host)).managers())
        .extracting(PackageInventory::manager)
        .containsExactly(order);

    HostUpdateResult result = await(test.fleet.update(host, UpdateRequest.apply()));

    assertThat(turns).containsExactly(order);
    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.UPDATED);
    assertThat(result.managers()).extracting(UpdateResult::manager).containsExactly(order);
    for (UpdateResult each : result.managers()) {
      assertThat(each.changes())
          .extracting(PackageChange::name)
          .as("what %s changed", each.manager())
          .containsExactly("of-" + each.manager());
    }
  }

  private FakeManager manager(String id, int priority) {
    FakeManager manager = new FakeManager(id);
    manager.priority = priority;
    manager.upgradable = List.of(FakeManager.upgradable("of-" + id));
    manager.upgrade =
        (options, listener) -> {
          turns.add(id);
          return manager.done();
        };
    return manager;
  }
}
