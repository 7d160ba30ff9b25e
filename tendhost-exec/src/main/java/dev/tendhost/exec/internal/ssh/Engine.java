package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.hostkey.HostKeys;
import dev.tendhost.exec.internal.identity.Ed25519;
import dev.tendhost.exec.internal.identity.Identities;
import dev.tendhost.exec.internal.route.Route;
import dev.tendhost.exec.ssh.BecomeRoot;
import dev.tendhost.exec.ssh.SshLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the executors of one provider share. MINA's client, with its I/O threads, is started with
 * the first connection and stopped when the last executor is closed.
 */
public final class Engine {
  private final SshLimits limits;
  private final HostKeys hostKeys;
  private final Identities identities;
  private final SshThreads threads;
  private final Addresses addresses;
  private final Turns connecting;
  private final JumpHosts jumpHosts;
  private @Nullable MinaClient client;
  private int executors;

  /** One that is not in use yet. */
  public Engine(SshLimits limits, HostKeys hostKeys, Identities identities) {
    this(limits, hostKeys, identities, new Addresses(SshThreads.shared()));
  }

  Engine(SshLimits limits, HostKeys hostKeys, Identities identities, Addresses addresses) {
    this.limits = limits;
    this.hostKeys = hostKeys;
    this.identities = identities;
    this.threads = SshThreads.shared();
    this.addresses = addresses;
    this.connecting = new Turns(limits.connecting(), threads);
    this.jumpHosts = new JumpHosts(this);
  }

  /** Threads for what may take a moment; daemons, never to be shut down. */
  public static Executor workers() {
    return SshThreads.shared().workers();
  }

  /**
   * An executor for the caller to close.
   *
   * @param way asked for the way to the host before each connection is opened
   */
  public RemoteExecutor executor(
      ManagedHost host,
      Supplier<Future<Route>> way,
      BecomeRoot becomeRoot,
      SecretSource secrets,
      ConnectionListener listener) {
    return executor(host, way, new RemoteRunner(becomeRoot, threads), secrets, listener);
  }

  RemoteExecutor executor(
      ManagedHost host,
      Supplier<Future<Route>> way,
      Runner runner,
      SecretSource secrets,
      ConnectionListener listener) {
    synchronized (this) {
      executors++;
    }
    Connection connection = new Connection(this, way, false, host, secrets, listener);
    return new SshHost(this, connection, host, secrets, runner);
  }

  /** One executor less. Completes when the threads of the last one are told to end. */
  Future<Void> left() {
    MinaClient unused;
    synchronized (this) {
      executors--;
      if (executors > 0 || client == null) {
        return Future.succeededFuture();
      }
      unused = client;
      client = null;
    }
    Promise<Void> stopped = Promise.promise();
    threads.work(() -> unused.close(true).addListener(closed -> stopped.complete()));
    return stopped.future();
  }

  synchronized MinaClient client() {
    if (executors == 0) {
      throw new IllegalStateException("all executors are closed");
    }
    MinaClient running = client;
    if (running == null) {
      Ed25519.register();
      running = new MinaClient(threads);
      running.start();
      client = running;
    }
    return running;
  }

  SshLimits limits() {
    return limits;
  }

  HostKeys hostKeys() {
    return hostKeys;
  }

  Identities identities() {
    return identities;
  }

  SshThreads threads() {
    return threads;
  }

  Addresses addresses() {
    return addresses;
  }

  /** Who may open a connection. */
  Turns connecting() {
    return connecting;
  }

  JumpHosts jumpHosts() {
    return jumpHosts;
  }
}
