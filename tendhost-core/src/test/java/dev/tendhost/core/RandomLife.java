package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.domain.HostTransitions;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Random steps over three hosts: commands, answers that come late, and time that passes. At the end
 * everything has come to its end, and all that was told of it fits.
 */
final class RandomLife {
  private final int steps;
  private final Random random;
  private final RandomPorts ports;
  private final FakeManager apt = new FakeManager("apt");
  private final FakeStore store = new FakeStore();
  private final TestFleet test = new TestFleet(store, FleetConfig.defaults(), apt);
  private final List<HostName> hosts =
      List.of(test.register("a"), test.register("b"), test.register("c"));
  private final List<Future<?>> replies = new ArrayList<>();
  private final Map<OperationId, HostName> asked = new HashMap<>();
  private final Tally tally = new Tally();

  RandomLife(long seed, int steps) {
    this.steps = steps;
    random = new Random(seed);
    ports = new RandomPorts(random.nextLong(), apt, store);
  }

  void run() {
    ports.takeOver();
    test.executors.values().forEach(executor -> executor.answer = ports::answer);
    for (int step = 0; step < steps; step++) {
      step();
    }
    ports.behave();
    quiet();
    check();
    test.close();
    assertThat(test.time.waiting()).as("timers left").isZero();
  }

  Tally tally() {
    return tally;
  }

  private void step() {
    int what = random.nextInt(10);
    if (what == 9) {
      test.time.advance(Duration.ofMinutes(random.nextInt(300)));
      tally.count("steps: hours pass");
    } else if (what == 8) {
      test.time.advance(Duration.ofSeconds(random.nextInt(8)));
      tally.count("steps: seconds pass");
    } else if (what >= 5 && ports.completeOne()) {
      tally.count("steps: an answer that comes late");
    } else {
      command(hosts.get(random.nextInt(hosts.size())));
      tally.count("steps: a command");
    }
    test.settle();
  }

  private void command(HostName host) {
    OperationId id = OperationId.random();
    Fleet fleet = test.fleet;
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        asked.put(id, host);
        replies.add(fleet.query(host, InventoryRequest.defaults().withOperation(id)));
      }
      case 2, 3 -> {
        asked.put(id, host);
        replies.add(fleet.update(host, UpdateRequest.apply().withOperation(id)));
      }
      case 4 -> {
        asked.put(id, host);
        replies.add(fleet.rebootIfRequired(host, new RebootRequest(random.nextBoolean(), id)));
      }
      case 5 -> replies.add(fleet.checkHealth(host));
      case 6 -> replies.add(fleet.retry(host));
      default -> replies.add(fleet.acknowledge(host));
    }
  }

  /** Lets everything come to its end: deadlines pass, and nobody is late any more. */
  private void quiet() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!replies.stream().allMatch(Future::isComplete) || busy()) {
      assertThat(System.nanoTime()).as("every future completes").isLessThan(end);
      test.time.advance(Duration.ofMinutes(5));
      test.settle();
    }
  }

  private boolean busy() {
    return hosts.stream()
        .map(host -> await(test.fleet.status(host)))
        .anyMatch(status -> status.running() != null || status.unsaved());
  }

  private void check() {
    replies.forEach(this::isTyped);
    assertThat(knownJobs()).as("jobs that may live").containsAll(ports.live());
    for (HostName host : hosts) {
      HostStatus status = await(test.fleet.status(host));
      assertThat(status.failed() != null).isEqualTo(status.state() == HostState.FAILED);
      assertThat(store.stored(host).state()).as("stored").isEqualTo(status.state());
      assertThat(store.stored(host).failed()).isEqualTo(status.failed());
      if (status.failed() != null) {
        recover(host);
      }
      await(test.fleet.query(host));
    }
    assertThat(store.overlaps).as("the store's calls for one host").hasValue(0);
    test.settle();
    events();
  }

  private Set<JobRef> knownJobs() {
    Set<JobRef> known = new HashSet<>();
    for (HostName host : hosts) {
      FailedState failed = await(test.fleet.status(host)).failed();
      if (failed != null && failed.job() != null) {
        known.add(failed.job());
      }
    }
    return known;
  }

  /** A Retry is enough, unless it took up a job first. */
  private void recover(HostName host) {
    await(test.fleet.retry(host));
    test.until(() -> await(test.fleet.status(host)).running() == null);
    assertThat(await(test.fleet.state(host))).isNotEqualTo(HostState.FAILED);
  }

  private void events() {
    Map<HostName, HostState> states = new HashMap<>();
    Set<OperationId> ended = new HashSet<>();
    long seq = 0;
    for (FleetEvent event : List.copyOf(test.events)) {
      assertThat(event.seq()).isGreaterThan(seq);
      seq = event.seq();
      if (event instanceof HostStateChanged moved) {
        assertThat(moved.from()).isEqualTo(states.getOrDefault(moved.host(), HostState.IDLE));
        assertThat(HostTransitions.allows(moved.from(), moved.to())).as("%s", moved).isTrue();
        tally.count("moves to " + moved.to());
        states.put(moved.host(), moved.to());
      } else if (event instanceof OperationCompleted completed) {
        assertThat(ended.add(completed.operation())).as("ended once: %s", completed).isTrue();
        tally.count(
            "operations that ended " + (completed.error() == null ? "well" : "with an error"));
      }
    }
    for (HostName host : hosts) {
      assertThat(states.getOrDefault(host, HostState.IDLE))
          .isEqualTo(await(test.fleet.state(host)));
    }
    asked.keySet().retainAll(accepted());
    assertThat(ended).containsAll(asked.keySet());
  }

  /** The operations that the hosts still know of. */
  private Set<OperationId> accepted() {
    Set<OperationId> known = new HashSet<>();
    asked.forEach(
        (id, host) -> {
          try {
            assertThat(await(test.fleet.operation(host, id)).outcome()).isNotNull();
            known.add(id);
          } catch (TendhostException e) {
            assertThat(e.error().kind()).isEqualTo(FailureKind.OPERATION_NOT_FOUND);
          }
        });
    return known;
  }

  private void isTyped(Future<?> reply) {
    tally.count("replies: " + (reply.succeeded() ? "well" : "an error"));
    if (reply.failed()) {
      assertThat(reply.cause()).isInstanceOf(TendhostException.class);
      FleetError error = ((TendhostException) reply.cause()).error();
      assertThat(error.host()).isNotNull();
      assertThat(error.kind()).isNotEqualTo(FailureKind.CONTROLLER_UNAVAILABLE);
    }
  }
}
