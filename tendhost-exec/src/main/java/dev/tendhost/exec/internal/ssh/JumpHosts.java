package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.Route;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections to jump hosts, each shared by all hosts behind it and dropped when nobody goes
 * through it any more.
 */
final class JumpHosts {
  private final Engine engine;
  private final Map<List<Hop>, Jump> jumps = new HashMap<>();

  JumpHosts(Engine engine) {
    this.engine = engine;
  }

  /**
   * Keeps the connection to the last of these machines, which may have yet to be opened.
   *
   * @param host whose secrets log in to it, if it is opened for this lease
   */
  Lease lease(List<Hop> way, ManagedHost host, SecretSource secrets) {
    synchronized (this) {
      Jump jump = jumps.computeIfAbsent(way, key -> newJump(key, host, secrets));
      jump.leases++;
      return new Lease(way, jump);
    }
  }

  private Jump newJump(List<Hop> way, ManagedHost host, SecretSource secrets) {
    int last = way.size() - 1;
    Route route = new Route(way.subList(0, last), way.get(last));
    return new Jump(
        new Connection(
            engine,
            () -> Future.succeededFuture(route),
            true,
            host,
            secrets,
            ConnectionListener.none()),
        new Turns(engine.limits().connectingPerJumpHost(), engine.threads()));
  }

  private static final class Jump {
    private final Connection connection;
    private final Turns turns;
    private int leases;

    Jump(Connection connection, Turns turns) {
      this.connection = connection;
      this.turns = turns;
    }
  }

  /** One who goes through a jump host. */
  final class Lease {
    private final List<Hop> way;
    private final Jump jump;
    private boolean ended;

    private Lease(List<Hop> way, Jump jump) {
      this.way = way;
      this.jump = jump;
    }

    Connection connection() {
      return jump.connection;
    }

    /** Who may open a connection through it. */
    Turns turns() {
      return jump.turns;
    }

    /** A second time is nothing. */
    void end() {
      synchronized (JumpHosts.this) {
        if (ended) {
          return;
        }
        ended = true;
        if (--jump.leases > 0) {
          return;
        }
        jumps.remove(way);
      }
      jump.connection.drop("nobody goes through it any more");
    }
  }
}
