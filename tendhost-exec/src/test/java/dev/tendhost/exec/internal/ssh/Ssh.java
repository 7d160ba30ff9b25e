package dev.tendhost.exec.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.SshLimits;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.internal.hostkey.HostKeys;
import dev.tendhost.exec.internal.hostkey.KnownKeys;
import dev.tendhost.exec.internal.identity.Ed25519;
import dev.tendhost.exec.internal.identity.Login;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.Route;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.security.SecurityUtils;

/** An engine for tests: lets in with given keys and trusts every host unless told otherwise. */
final class Ssh implements AutoCloseable {
  static final int BOUND_SECONDS = 60;

  final PlainRunner runner = new PlainRunner();
  final List<PublicKey> remembered = new ArrayList<>();
  private final Map<Integer, KeyPair> keys = new java.util.concurrent.ConcurrentHashMap<>();
  private final List<RemoteExecutor> executors = new ArrayList<>();
  final Engine engine;

  Ssh(SshLimits limits) {
    this(limits, null);
  }

  Ssh(SshLimits limits, HostKeys hostKeys) {
    Ed25519.register();
    engine = new Engine(limits, hostKeys == null ? new AcceptAll() : hostKeys, this::login, runner);
  }

  static Ssh withDefaults() {
    return new Ssh(SshLimits.defaults());
  }

  static Ssh quick() {
    return new Ssh(SshLimits.defaults().withConnectTimeout(Duration.ofSeconds(3)));
  }

  /** A server whose bash reads no start-up file: those of a user may be slow, or wait for locks. */
  static OpenSshServer openSsh(String... config) {
    List<String> lines = new ArrayList<>(List.of(config));
    lines.add("SetEnv SHLVL=2");
    return OpenSshServer.start(lines.toArray(String[]::new));
  }

  Hop hop(OpenSshServer server) {
    keys.put(server.port(), load(server.userKey()));
    return Hop.of(server.user(), "127.0.0.1", server.port());
  }

  Hop hop(MinaServer server) {
    keys.put(server.port(), server.userKeyPair());
    return Hop.of(server.user(), "127.0.0.1", server.port());
  }

  /** The same machine behind a port of a proxy. */
  Hop behind(int port, Hop hop) {
    keys.put(port, keys.get(hop.port()));
    return Hop.of(hop.user(), "127.0.0.1", port);
  }

  /** The same machine for somebody it does not let in. */
  Hop stranger(Hop hop) {
    return Hop.of("nobody", hop.address(), hop.port());
  }

  void awaitTrue(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
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
        engine.executor(host, new Route(List.of(jumps), hop), SecretSource.none(), listener);
    executors.add(executor);
    return executor;
  }

  @Override
  public void close() {
    executors.forEach(executor -> result(executor.close()));
  }

  private Future<Login> login(Hop hop, ManagedHost host, SecretSource secrets) {
    return Future.succeededFuture(new OneKey(keys.get(hop.port())));
  }

  private static KeyPair load(Path file) {
    try (var in = Files.newInputStream(file)) {
      return SecurityUtils.loadKeyPairIdentities(null, null, in, null).iterator().next();
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static <T> T result(Future<T> future) {
    end(future);
    if (future.failed()) {
      throw new AssertionError("must not fail", future.cause());
    }
    return future.result();
  }

  static FleetError error(Future<?> future) {
    end(future);
    assertThat(future.cause()).isInstanceOf(TendhostException.class);
    return ((TendhostException) future.cause()).error();
  }

  private static void end(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // The caller looks.
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the future did not complete in time", e);
    }
  }

  private record OneKey(KeyPair key) implements Login {
    @Override
    public void applyTo(ClientSession session) {
      if (key != null) {
        session.addPublicKeyIdentity(key);
      }
    }

    @Override
    public String tried() {
      return key == null ? "no key" : "one key of the test";
    }

    @Override
    public void close() {}
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
        return events.poll(BOUND_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
