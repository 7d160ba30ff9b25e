package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.port.HostSnapshot;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whenever a controller ends, and whatever the adapters and the store did until then: the next one
 * loses no failure, no operation that was stored and no job, and no second job runs beside one.
 */
class RestartModelTest {
  private static final int SEEDS = 200;
  private static final int CONTROLLERS = 5;
  private static final int STEPS = 25;

  /** Seeds beyond it are left for a faster machine. */
  private static final Duration BOUND = Duration.ofSeconds(8);

  private static final HostName HOST = HostName.of("web-1");

  @Test
  void randomEnds() {
    Seeds.run("tendhost.restart.seed", SEEDS, BOUND, seed -> new Life(seed).run());
  }

  /** One host under one controller after the other. */
  private static final class Life {
    private final Random random;
    private final FakeManager apt = new FakeManager("apt");
    private final Set<JobRef> jobs = ConcurrentHashMap.newKeySet();
    private FakeStore store = new FakeStore();
    private RandomPorts ports;
    private TestFleet test;

    Life(long seed) {
      random = new Random(seed);
      start();
      await(test.fleet.register(TestFleet.once("web-1")));
    }

    void run() {
      for (int i = 0; i < CONTROLLERS; i++) {
        ports.takeOver();
        for (int step = 0; step < STEPS; step++) {
          step();
        }
        restart();
      }
      quiet();
      assertThat(ports.overlaps()).as("jobs started beside another").isZero();
      HostStatus status = status();
      boolean known = status.failed() != null && status.failed().job() != null;
      assertThat(jobs.isEmpty() || known).as("a job that runs is known").isTrue();
      while (status().state() == HostState.FAILED) {
        await(test.fleet.retry(HOST));
        quiet();
      }
      assertThat(jobs).isEmpty();
      test.close();
    }

    private void step() {
      switch (random.nextInt(9)) {
        case 0 -> test.fleet.query(HOST, InventoryRequest.defaults());
        case 1, 2 -> test.fleet.update(HOST, UpdateRequest.apply());
        case 3 -> test.fleet.retry(HOST);
        case 4 -> test.fleet.acknowledge(HOST);
        case 5 -> test.time.advance(Duration.ofSeconds(random.nextInt(8)));
        case 6 -> test.time.advance(Duration.ofMinutes(random.nextInt(300)));
        case 7 -> test.fleet.rebootIfRequired(HOST, new RebootRequest(random.nextBoolean(), null));
        default -> ports.completeOne();
      }
      test.settle();
    }

    /** What is stored at this moment is all that the next controller has. */
    private void restart() {
      ports.die();
      HostSnapshot stored = store.stored(HOST);
      assertThat(ports.overlaps()).as("jobs started beside another").isZero();
      FakeStore next = new FakeStore();
      await(next.inner.save(stored));
      end();
      store = next;
      start();
      HostStatus after = status();
      if (stored.operation() == null) {
        assertThat(after.failed()).isEqualTo(stored.failed());
        assertThat(after.state()).isEqualTo(stored.state());
        assertThat(after.lastUpdated()).isEqualTo(stored.lastUpdated());
      }
      if (stored.operation() != null) {
        OperationId id = stored.operation().id();
        assertThat(await(test.fleet.operation(HOST, id))).as("the operation is known").isNotNull();
      }
    }

    /** A save that hangs is not waited for longer than some seconds. */
    private void end() {
      Future<Void> closed = test.tendhost.close();
      while (!closed.isComplete()) {
        test.time.advance(Duration.ofSeconds(1));
      }
      test.close();
    }

    /** Adapters that behave until the first step. */
    private void start() {
      ports = new RandomPorts(random.nextLong(), apt, store, jobs);
      ports.takeOver();
      store.before = snapshot -> Future.succeededFuture();
      test = new TestFleet(store, FleetConfig.defaults(), ports::answer, apt);
    }

    private void quiet() {
      ports.behave();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (status().running() != null || status().unsaved()) {
        assertThat(System.nanoTime()).as("everything ends").isLessThan(end);
        test.time.advance(Duration.ofMinutes(5));
        test.settle();
      }
    }

    private HostStatus status() {
      return await(test.fleet.status(HOST));
    }
  }
}
