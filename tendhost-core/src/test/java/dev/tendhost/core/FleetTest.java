package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent.HostRegistered;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.request.FleetFilter;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.Page;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fleet as a whole: registration, lists, leaving, closing. */
class FleetTest {
  @Test
  void pagesHideAndRepeatNobody() {
    try (TestFleet test = new TestFleet(new FakeManager("apt"))) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        names.add(String.format("host-%02d", i));
        test.register(names.get(i));
      }
      List<String> seen = new ArrayList<>();
      ListHostsRequest request = ListHostsRequest.first().withLimit(10);
      Page<HostStatus> page = await(test.fleet.list(request));
      assertThat(page.total()).isEqualTo(25);
      while (true) {
        page.items().forEach(status -> seen.add(status.host().value()));
        if (page.next() == null) {
          break;
        }
        page = await(test.fleet.list(request.withAfter(page.next())));
      }
      assertThat(seen).isEqualTo(names);
    }
  }

  @Test
  void aFilterIsAndOverItsPartsAndOverTags() {
    FakeManager apt = new FakeManager("apt");
    try (TestFleet test = new TestFleet(apt)) {
      await(test.fleet.register(HostConfig.of("a").withTags(Set.of("web", "eu"))));
      await(test.fleet.register(HostConfig.of("b").withTags(Set.of("web"))));
      await(test.fleet.register(HostConfig.of("c").withGroups(Set.of("db"))));
      apt.upgradable = List.of(FakeManager.upgradable("hello"));
      await(test.fleet.query(HostName.of("b")));
      FleetFilter all = FleetFilter.all();
      assertThat(names(test, all.withTags(Set.of("web", "eu")))).containsExactly("a");
      assertThat(names(test, all.withTags(Set.of("web")))).containsExactly("a", "b");
      assertThat(names(test, all.withStates(Set.of(HostState.PENDING_UPDATES))))
          .containsExactly("b");
      assertThat(
              names(
                  test,
                  new FleetFilter(
                      Set.of(), Set.of(), Set.of("db", "x"), Set.of(), Set.of(HostName.of("A")))))
          .containsExactly("c");
    }
  }

  /** No time passes: whoever is answered has not waited for an end or a time-out. */
  @Test
  void updatesThatTakeHoursKeepNobodyWaiting() {
    FakeManager apt = new FakeManager("apt");
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    apt.upgrade = (options, listener) -> Promise.<UpdateResult>promise().future();
    try (TestFleet test = new TestFleet(apt)) {
      List<HostName> hosts = List.of(test.register("web-1"), test.register("web-2"));
      hosts.forEach(host -> await(test.fleet.startUpdate(host, UpdateRequest.apply())));
      FleetFilter updating = FleetFilter.all().withStates(Set.of(HostState.UPDATING));
      test.until(() -> names(test, updating).size() == hosts.size());
      for (HostName host : hosts) {
        assertThat(await(test.fleet.status(host)).running().kind()).isEqualTo(OperationKind.UPDATE);
        assertThat(error(test.fleet.query(host)).kind()).isEqualTo(FailureKind.HOST_BUSY);
      }
      HostName other = test.register("web-3");
      assertThat(await(test.fleet.query(other)).managers()).hasSize(1);
      await(test.fleet.unregister(other, false));
      assertThat(names(test, updating)).containsExactly("web-1", "web-2");
    }
  }

  @Test
  void aHostThatLeavesWaitsForItsOperation() {
    FakeManager apt = new FakeManager("apt");
    Promise<PackageInventory> slow = Promise.promise();
    apt.list = slow::future;
    try (TestFleet test = new TestFleet(apt)) {
      HostName host = test.register("web-1");
      Future<?> query = test.fleet.query(host);
      while (!apt.asked.contains("list")) {
        test.settle();
      }
      await(test.fleet.unregister(host, false));
      assertThat(await(test.fleet.list(ListHostsRequest.first())).items().get(0).leaving())
          .isTrue();
      assertThat(error(test.fleet.query(host)).kind()).isEqualTo(FailureKind.HOST_LEAVING);
      assertThat(error(test.fleet.register(HostConfig.of("web-1"))).kind())
          .isEqualTo(FailureKind.HOST_ALREADY_EXISTS);
      slow.complete(new PackageInventory("apt", List.of(), Duration.ZERO, List.of()));
      await(query.otherwiseEmpty());
      test.next(HostUnregistered.class);
      assertThat(error(test.fleet.state(host)).kind()).isEqualTo(FailureKind.HOST_NOT_FOUND);
      assertThat(test.executors.get(host).closed).isTrue();
      test.register("web-1");
    }
  }

  @Test
  void forceLetsAHostGoAtOnceAndItsOperationIsTold() {
    FakeManager apt = new FakeManager("apt");
    Promise<PackageInventory> never = Promise.promise();
    apt.list = never::future;
    try (TestFleet test = new TestFleet(apt)) {
      HostName host = test.register("web-1");
      Future<?> query = test.fleet.query(host);
      while (!apt.asked.contains("list")) {
        test.settle();
      }
      await(test.fleet.unregister(host, true));
      assertThat(error(query).kind()).isEqualTo(FailureKind.HOST_NOT_FOUND);
      assertThat(await(test.fleet.list(ListHostsRequest.first())).items()).isEmpty();
    }
  }

  @Test
  void anExecutorProviderThatThrowsRegistersNothing() {
    Vertx vertx = Vertx.vertx();
    Tendhost tendhost =
        await(
            Tendhost.builder()
                .vertx(vertx)
                .packageManagers(List.of())
                .executors(
                    (host, secrets, listener) -> {
                      throw new IllegalStateException("no key for " + host.name());
                    })
                .start());
    FleetError error = error(tendhost.fleet().register(HostConfig.of("web-1")));
    assertThat(error.host()).isEqualTo(HostName.of("web-1"));
    assertThat(error.message()).contains("no key for web-1");
    assertThat(await(tendhost.fleet().list(ListHostsRequest.first())).items()).isEmpty();
    await(tendhost.close());
    await(vertx.close());
  }

  @Test
  void afterCloseTheControllerIsUnavailable() {
    TestFleet test = new TestFleet(new FakeManager("apt"));
    HostName host = test.register("web-1");
    await(test.tendhost.close());
    await(test.tendhost.close());
    assertThat(error(test.fleet.state(host)).kind()).isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
    assertThat(test.executors.get(host).closed).isTrue();
    test.close();
    assertThat(error(test.fleet.state(host)).kind()).isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
  }

  @Test
  void closingEndsTheVertxThatTheBuilderMadeAndTellsItsEnd() {
    Tendhost tendhost =
        await(
            Tendhost.builder()
                .executors((host, secrets, listener) -> new FakeExecutor(listener))
                .packageManagers(List.of(new FakeManager("apt")))
                .start());
    await(tendhost.fleet().register(HostConfig.of("web-1")));
    await(tendhost.close());
    assertThat(error(tendhost.fleet().state(HostName.of("web-1"))).kind())
        .isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
  }

  @Test
  void closingTellsWhoeverWaitsForAnOperation() {
    FakeManager apt = new FakeManager("apt");
    apt.list = () -> Promise.<PackageInventory>promise().future();
    TestFleet test = new TestFleet(apt);
    Future<?> query = test.fleet.query(test.register("web-1"));
    while (!apt.asked.contains("list")) {
      test.settle();
    }
    await(test.tendhost.close());
    assertThat(error(query).kind()).isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
    test.close();
  }

  @Test
  void twoFleetsShareOneVertxAndDoNotSeeEachOther() {
    Vertx vertx = Vertx.vertx();
    Tendhost blue = start(vertx, "blue");
    Tendhost green = start(vertx, "green");
    await(blue.fleet().register(HostConfig.of("web-1")));
    await(green.fleet().register(HostConfig.of("web-1")));
    await(green.fleet().register(HostConfig.of("web-2")));
    assertThat(await(blue.fleet().list(ListHostsRequest.first())).total()).isEqualTo(1);
    assertThat(error(builder(vertx, "Blue").start()).kind())
        .isEqualTo(FailureKind.INVALID_CONFIGURATION);
    await(blue.close());
    assertThat(await(green.fleet().list(ListHostsRequest.first())).total()).isEqualTo(2);
    Tendhost again = start(vertx, "blue");
    await(again.close());
    await(green.close());
    await(vertx.close());
  }

  @Test
  void abuilderWithoutExecutorsOrWithTwoManagersOfOneIdIsRefused() {
    assertThat(error(Tendhost.builder().start()).kind())
        .isEqualTo(FailureKind.INVALID_CONFIGURATION);
    FleetError twice =
        error(
            Tendhost.builder()
                .executors((host, secrets, listener) -> new FakeExecutor(listener))
                .packageManagers(List.of(new FakeManager("apt"), new FakeManager("apt")))
                .start());
    assertThat(twice.message()).contains("apt");
  }

  @Test
  void registrationIsTold() {
    try (TestFleet test = new TestFleet()) {
      HostName host = test.register("web-1");
      assertThat(test.next(HostRegistered.class).host()).isEqualTo(host);
    }
  }

  private static List<String> names(TestFleet test, FleetFilter filter) {
    return await(test.fleet.list(ListHostsRequest.first().withFilter(filter))).items().stream()
        .map(status -> status.host().value())
        .toList();
  }

  private static Tendhost start(Vertx vertx, String id) {
    return await(builder(vertx, id).start());
  }

  private static TendhostBuilder builder(Vertx vertx, String id) {
    return Tendhost.builder()
        .vertx(vertx)
        .config(FleetConfig.defaults().withId(id))
        .packageManagers(List.of(new FakeManager("apt")))
        .executors((host, secrets, listener) -> new FakeExecutor(listener));
  }
}
