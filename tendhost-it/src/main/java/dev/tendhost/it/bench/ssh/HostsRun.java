package dev.tendhost.it.bench.ssh;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The logical hosts, each with an executor of its own, and one command on all of them. */
final class HostsRun implements AutoCloseable {
  private static final Command COMMAND = Command.of("cat", LoopbackSshd.FILE);
  private static final long BOUND_MINUTES = 10;

  private final Map<String, RemoteExecutor> executors = new LinkedHashMap<>();
  private final int atOnce;

  HostsRun(int port, String user, Path key, Path knownHosts, List<String> hosts, int atOnce) {
    this.atOnce = atOnce;
    SshOptions options =
        SshOptions.defaults()
            .withAgent(false)
            .withIdentities(key)
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(knownHosts));
    RemoteExecutorProvider provider = SshExecutor.provider(options);
    for (String host : hosts) {
      ManagedHost managed =
          new ManagedHost(HostName.of(host), LoopbackSshd.ADDRESS, port, user, Set.of(), Map.of());
      executors.put(host, provider.create(managed, SecretSource.none(), ConnectionListener.none()));
    }
  }

  /** Runs the command everywhere; the connections stay open. */
  void runAll(BiConsumer<String, String> answer) {
    await(each(host -> run(host, answer)));
  }

  /** Runs the command everywhere, and closes each connection behind it. */
  void runAndCloseAll(BiConsumer<String, String> answer) {
    await(each(host -> run(host, answer).eventually(() -> executor(host).close())));
  }

  @Override
  public void close() {
    await(each(host -> executor(host).close()));
  }

  private RemoteExecutor executor(String host) {
    return Objects.requireNonNull(executors.get(host));
  }

  private Future<?> run(String host, BiConsumer<String, String> answer) {
    return executor(host).run(COMMAND).onSuccess(result -> answer.accept(host, result.stdout()));
  }

  private Future<Void> each(Function<String, Future<?>> step) {
    List<String> hosts = new ArrayList<>(executors.keySet());
    AtomicInteger begun = new AtomicInteger();
    List<Future<Void>> lanes = new ArrayList<>();
    for (int i = 0; i < Math.min(atOnce, hosts.size()); i++) {
      Promise<Void> lane = Promise.promise();
      next(hosts, begun, step, lane);
      lanes.add(lane.future());
    }
    return Future.all(lanes).mapEmpty();
  }

  private static void next(
      List<String> hosts,
      AtomicInteger begun,
      Function<String, Future<?>> step,
      Promise<Void> lane) {
    int index = begun.getAndIncrement();
    if (index >= hosts.size()) {
      lane.complete();
      return;
    }
    step.apply(hosts.get(index))
        .onFailure(lane::tryFail)
        .onSuccess(done -> next(hosts, begun, step, lane));
  }

  private static void await(Future<Void> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(BOUND_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the benchmark cannot go on", e);
    }
  }
}
