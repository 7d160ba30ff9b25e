package dev.tendhost.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RetryPolicy;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.InMemoryHostStore;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.PackageManagerProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A whole fleet over fakes, with a clock that stands still. Closes everything it made. */
final class TestFleet implements AutoCloseable {
  private static final long BOUND_SECONDS = 20;

  final Vertx vertx = Vertx.vertx();
  final ManualTime time = new ManualTime();
  final Map<HostName, FakeExecutor> executors = new ConcurrentHashMap<>();
  final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();
  final Tendhost tendhost;
  final Fleet fleet;

  TestFleet(PackageManagerProvider... managers) {
    this(new InMemoryHostStore(), FleetConfig.defaults(), managers);
  }

  TestFleet(HostStore store, FleetConfig config, PackageManagerProvider... managers) {
    this(store, config, FakeExecutor::usual, managers);
  }

  /** Hosts that answer so from the first command on. */
  TestFleet(
      HostStore store,
      FleetConfig config,
      Function<Command, Future<CommandResult>> answer,
      PackageManagerProvider... managers) {
    tendhost =
        await(
            Tendhost.builder()
                .vertx(vertx)
                .time(time)
                .store(store)
                .config(config)
                .packageManagers(List.of(managers))
                .executors(
                    (host, secrets, listener) -> {
                      FakeExecutor executor = new FakeExecutor(listener);
                      executor.answer = answer;
                      executors.put(host.name(), executor);
                      return executor;
                    })
                .start());
    fleet = tendhost.fleet();
    fleet.events().handler(events::add);
  }

  /** A host of which no read is tried again. */
  HostName register(String name) {
    await(fleet.register(once(name)));
    return HostName.of(name);
  }

  static HostConfig once(String name) {
    return HostConfig.of(name).withPolicy(HostPolicy.defaults().withReads(RetryPolicy.none()));
  }

  /** Waits until an event of this type has come, and gives it; earlier ones are dropped. */
  <E extends FleetEvent> E next(Class<E> type) {
    try {
      while (true) {
        FleetEvent event = events.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("an event of type " + type.getSimpleName()).isNotNull();
        if (type.isInstance(event)) {
          return type.cast(event);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until everything that the event loops have been given so far is done. */
  void settle() {
    await(fleet.list(dev.tendhost.api.request.ListHostsRequest.first()));
  }

  /** Waits for what happens on its own, without moving the clock. */
  void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not happen").isLessThan(end);
      settle();
    }
  }

  /** The states a host went through so far, such as {@code idle>querying>idle}. */
  String path(HostName host) {
    settle();
    StringBuilder path = new StringBuilder();
    for (FleetEvent event : List.copyOf(events)) {
      if (event instanceof HostStateChanged moved && moved.host().equals(host)) {
        path.append(path.length() == 0 ? moved.from() + ">" : ">").append(moved.to());
      }
    }
    return path.toString();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TendhostException known) {
        throw known;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer within " + BOUND_SECONDS + " s", e);
    }
  }

  /** The error of a future that has to fail. */
  static FleetError error(Future<?> future) {
    try {
      Object value = await(future);
      throw new AssertionError("succeeded with " + value);
    } catch (TendhostException e) {
      return e.error();
    }
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(tendhost.close());
    await(vertx.close());
  }
}
