package dev.tendhost.it.bench;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.config.HostConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A fleet over {@link ZeroCostPorts}, used through its public API by one client for each core. */
final class BenchFleet implements AutoCloseable {
  /** So many of everything at a time, unless all at once. */
  static final int IN_FLIGHT = 256;

  private static final long BOUND_MINUTES = 5;

  private final Vertx vertx = Vertx.vertx();
  private final List<Context> clients = Collections.synchronizedList(new ArrayList<>());
  private final Tendhost tendhost;
  private final Fleet fleet;
  private final int size;

  /** Keeps its state in memory. */
  BenchFleet(int size) {
    this(size, builder -> builder);
  }

  BenchFleet(int size, UnaryOperator<TendhostBuilder> otherwise) {
    this.size = size;
    ZeroCostPorts ports = new ZeroCostPorts();
    tendhost =
        await(
            otherwise
                .apply(
                    Tendhost.builder()
                        .vertx(vertx)
                        .executors((host, secrets, listener) -> ports)
                        .packageManagers(List.of(ports)))
                .start());
    fleet = tendhost.fleet();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      await(
          vertx.deployVerticle(
              context -> {
                clients.add(context);
                return Future.succeededFuture();
              }));
    }
  }

  private static String name(int index) {
    return String.format("host-%06d.example.org", index);
  }

  /** Registers every host; gives how many failed. */
  int registerAll(int inFlight) {
    return await(
        Bounded.each(clients, size, inFlight, i -> fleet.register(HostConfig.of(name(i)))));
  }

  /** Asks hosts for their status, spread over the fleet. */
  int askStatus(int asks) {
    return await(
        Bounded.each(
            clients, asks, IN_FLIGHT, i -> fleet.status(HostName.of(name((i * 7919) % size)))));
  }

  /** Queries every host; succeeds with how many failed. */
  Future<Integer> queryAll(int inFlight) {
    return Bounded.each(clients, size, inFlight, i -> fleet.query(HostName.of(name(i))));
  }

  Future<?> onePage(@Nullable HostName after) {
    ListHostsRequest first = ListHostsRequest.first();
    return fleet.list(after == null ? first : first.withAfter(after));
  }

  /** The host in the middle of the order. */
  HostName middle() {
    return HostName.of(name(size / 2));
  }

  /** Walks all pages, one after the other; the number of hosts seen. */
  Future<Integer> walk() {
    return walk(ListHostsRequest.first(), 0);
  }

  private Future<Integer> walk(ListHostsRequest request, int seen) {
    return fleet
        .list(request)
        .compose(
            page -> {
              int now = seen + page.items().size();
              HostName next = page.next();
              return next == null
                  ? Future.succeededFuture(now)
                  : walk(request.withAfter(next), now);
            });
  }

  void closeFleet() {
    await(tendhost.close());
  }

  @Override
  public void close() {
    closeFleet();
    await(vertx.close());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(BOUND_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the benchmark cannot go on", e);
    }
  }
}
