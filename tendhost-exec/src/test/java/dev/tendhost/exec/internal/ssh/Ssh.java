package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.DroppedHost;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.UserHost;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.hostkey.HostKeys;
import dev.tendhost.exec.internal.hostkey.KnownKeys;
import dev.tendhost.exec.internal.identity.StandardIdentities;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.Route;
import dev.tendhost.exec.ssh.SshLimits;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An engine for tests: lets in with given keys and trusts every host unless told otherwise. */
final class Ssh implements AutoCloseable {
  final PlainRunner runner = new PlainRunner();
  final List<PublicKey> remembered = new ArrayList<>();
  private final List<RemoteExecutor> executors = new ArrayList<>();
  final Engine engine;

  Ssh(SshLimits limits) {
    this(limits, null);
  }

  Ssh(SshLimits limits, HostKeys hostKeys) {
    this(limits, hostKeys, new Addresses(SshThreads.shared()));
  }

  Ssh(SshLimits limits, HostKeys hostKeys, Addresses addresses) {
    engine =
        new Engine(
            limits,
            hostKeys == null ? new AcceptAll() : hostKeys,
            new StandardIdentities(SshOptions.defaults().withAgent(false)),
            addresses);
  }

  /** For whom every name has these addresses. */
  static Ssh naming(Duration connectTimeout, String... addresses) {
    SshLimits limits = SshLimits.defaults().withConnectTimeout(connectTimeout);
    return new Ssh(
        limits,
        null,
        new Addresses(
            SshThreads.shared(),
            name -> {
              InetAddress[] all = new InetAddress[addresses.length];
              for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByName(addresses[i]);
              }
              return all;
            }));
  }

  /** The same machine by a name. */
  Hop named(String name, Hop hop) {
    return hop(name, hop.user(), hop.port(), hop.identities());
  }

  static Ssh withDefaults() {
    return new Ssh(SshLimits.defaults());
  }

  static Ssh quick() {
    return new Ssh(SshLimits.defaults().withConnectTimeout(Duration.ofSeconds(3)));
  }

  /** A command that has begun and runs for longer than any test waits; a queued one may move. */
  Future<CommandResult> running(RemoteExecutor executor) {
    int others = runner.running.get();
    Future<CommandResult> result = executor.run("sleep 600");
    awaitTrue(() -> runner.running.get() > others);
    return result;
  }

  Hop hop(OpenSshServer server) {
    return hop(server.user(), server.port(), List.of(server.userKey()));
  }

  Hop hop(MinaServer server) {
    return hop(server.user(), server.port(), List.of(server.userKey()));
  }

  /** The same machine behind a port of a proxy. */
  Hop behind(int port, Hop hop) {
    return hop(hop.user(), port, hop.identities());
  }

  Hop hop(DroppedHost host) {
    return hop(host.address(), host.user(), host.port(), List.of(host.userKey()));
  }

  Hop hop(UserHost host, String user) {
    return hop(user, host.port(), List.of(host.userKey()));
  }

  private static Hop hop(String user, int port, List<Path> keys) {
    return hop("127.0.0.1", user, port, keys);
  }

  private static Hop hop(String address, String user, int port, List<Path> keys) {
    return new Hop(address, port, user, address, null, List.of(), keys, true);
  }

  /** The same machine for somebody it does not let in. */
  Hop stranger(Hop hop) {
    return hop("nobody", hop.port(), hop.identities());
  }

  void awaitTrue(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Outcome.SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  RemoteExecutor executor(Hop hop) {
    return executor(ConnectionListener.none(), hop);
  }

  RemoteExecutor executor(ConnectionListener listener, Hop hop, Hop... jumps) {
    ManagedHost host =
        new ManagedHost(
            HostName.of("host-1"), hop.address(), hop.port(), hop.user(), Set.of(), Map.of());
    RemoteExecutor executor =
        engine.executor(
            host,
            () -> Future.succeededFuture(new Route(List.of(jumps), hop)),
            runner,
            SecretSource.none(),
            listener);
    executors.add(executor);
    return executor;
  }

  @Override
  public void close() {
    executors.forEach(executor -> Outcome.of(executor.close()));
  }

  /** What the first command on a machine fails with. */
  static FleetError errorOf(Hop hop) {
    try (Ssh ssh = quick()) {
      return Outcome.failure(ssh.executor(hop).run("echo"));
    }
  }

  private final class AcceptAll implements HostKeys {
    @Override
    public Future<KnownKeys> of(Hop hop) {
      return Future.succeededFuture(
          new KnownKeys() {
            @Override
            public List<String> order(List<String> supported) {
              return supported;
            }

            @Override
            public boolean check(PublicKey key) {
              return false;
            }
          });
    }

    @Override
    public Future<Void> remember(Hop hop, PublicKey key) {
      synchronized (remembered) {
        remembered.add(key);
      }
      return Future.succeededFuture();
    }
  }

  /** Hears of connections. */
  static final class Heard implements ConnectionListener {
    final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void connected() {
      events.add("connected");
    }

    @Override
    public void disconnected(String reason) {
      events.add("disconnected: " + reason);
    }

    String next() {
      try {
        return events.poll(Outcome.SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
