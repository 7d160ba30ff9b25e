package dev.tendhost.core;

import dev.tendhost.api.response.HostStatus;
import dev.tendhost.core.internal.EventJournal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running fleet. Build one, register hosts with its {@link #fleet}, close it at the end. Safe for
 * any thread.
 */
public final class Tendhost {
  private final Fleet fleet;
  private final List<HostStatus> resumed;
  private final EventJournal journal;
  private final LongOperations operations;
  private final Shutdown shutdown;
  private @Nullable Future<Void> closed;

  /** What ends when the fleet is closed. */
  @FunctionalInterface
  interface Shutdown {
    Future<Void> run();
  }

  Tendhost(
      Fleet fleet,
      List<HostStatus> resumed,
      EventJournal journal,
      LongOperations operations,
      Shutdown shutdown) {
    this.fleet = fleet;
    this.resumed = resumed;
    this.journal = journal;
    this.operations = operations;
    this.shutdown = shutdown;
  }

  /**
   * Begins to build a fleet.
   *
   * @return a builder with defaults
   */
  public static TendhostBuilder builder() {
    return new TendhostBuilder();
  }

  /**
   * The hosts.
   *
   * @return the one handle of this fleet
   */
  public Fleet fleet() {
    return fleet;
  }

  /**
   * The hosts that the start has found at work in the store: what an earlier program began there
   * goes on. {@link Fleet#outcome} waits for its end, also where that has come since.
   *
   * @return each as it was then, with what runs, and without its inventory; empty where nothing was
   *     stored
   */
  public List<HostStatus> resumed() {
    return resumed;
  }

  /**
   * Ends the fleet: operations are no longer waited for, executors are closed, subscriptions end,
   * and the {@link Vertx} is closed if the builder made it. Jobs that run on hosts go on. Closing
   * twice is no error.
   *
   * @return completed when nothing of the fleet is left in this JVM
   */
  public synchronized Future<Void> close() {
    if (closed == null) {
      operations.close();
      journal.close();
      closed = shutdown.run();
    }
    return closed;
  }
}
