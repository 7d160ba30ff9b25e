package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.actor.ActorClient;
import dev.tendhost.core.actor.Addresses;
import dev.tendhost.core.actor.HostDirectory;
import dev.tendhost.core.actor.HostPorts;
import dev.tendhost.core.actor.OrchestratorActor;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.EventJournal;
import dev.tendhost.core.internal.FileHostStore;
import dev.tendhost.core.internal.SystemTime;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.HealthCheck;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one fleet, and later ends what it has made for it. */
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
  private static final String FLEETS = "tendhost.fleets";
  private static final Duration STORE_CLOSES_WITHIN = Duration.ofSeconds(10);

  private final FleetConfig config;
  private final boolean ownVertx;
  private final boolean ownStore;
  private final Vertx vertx;
  private final Time time;
  private final Future<? extends HostStore> store;

  /**
   * Begins with what everything else needs.
   *
   * @param given the Vert.x to run on; null: one is made
   * @param clock the time; null: the system's
   * @param inMemory the store
   * @param stateDirectory a directory to keep states in, in place of the store; null: none
   * @throws TendhostException INVALID_CONFIGURATION if a fleet of this id runs on this Vert.x
   */
  Startup(
      FleetConfig config,
      @Nullable Vertx given,
      @Nullable Time clock,
      HostStore inMemory,
      @Nullable Path stateDirectory) {
    this.config = config;
    ownVertx = given == null;
    ownStore = stateDirectory != null;
    vertx = given == null ? Vertx.vertx() : given;
    if (vertx.sharedData().getLocalMap(FLEETS).putIfAbsent(config.id(), true) != null) {
      throw new TendhostException(
          FailureKind.INVALID_CONFIGURATION,
          null,
          "a fleet with the id " + config.id() + " runs on this Vert.x already");
    }
    time = clock == null ? new SystemTime(vertx) : clock;
    store =
        stateDirectory == null
            ? Future.succeededFuture(inMemory)
            : FileHostStore.open(vertx, stateDirectory);
  }

  /** The fleet, with the hosts that were stored. Where it fails, nothing of it is left. */
  Future<Tendhost> start(
      RemoteExecutorProvider executors,
      SecretSource secrets,
      List<PackageManagerProvider> managers,
      List<HealthCheck> healthChecks) {
    Promise<Tendhost> started = Promise.promise(); // one of a closed Vert.x would never complete
    store
        .compose(opened -> deploy(opened, executors, secrets, managers, healthChecks))
        .onComplete(
            done -> {
              if (done.succeeded()) {
                started.complete(done.result());
              } else {
                release().onComplete(released -> started.fail(done.cause()));
              }
            });
    return started.future();
  }

  private Future<Tendhost> deploy(
      HostStore opened,
      RemoteExecutorProvider executors,
      SecretSource secrets,
      List<PackageManagerProvider> managers,
      List<HealthCheck> healthChecks) {
    Addresses addresses = new Addresses(config.id());
    HostDirectory directory = new HostDirectory();
    EventJournal journal = new EventJournal(config.eventHistory(), time, directory::all);
    ActorClient client = new ActorClient(vertx, addresses);
    LongOperations operations = new LongOperations(vertx, client);
    HostPorts ports =
        new HostPorts(addresses, time, opened, executors, secrets, managers, healthChecks);
    OrchestratorActor orchestrator = new OrchestratorActor(ports, directory, journal, operations);
    return vertx
        .deployVerticle(orchestrator)
        .map(
            id ->
                new Tendhost(
                    new Fleet(vertx, client, journal, operations),
                    orchestrator.resumed(),
                    journal,
                    operations,
                    () -> {
                      client.close();
                      return shutdown(id);
                    }));
  }

  private Future<Void> shutdown(String orchestrator) {
    Promise<Void> closed = Promise.promise(); // one of a closed Vert.x would never complete
    Future.succeededFuture()
        .compose(done -> vertx.undeploy(orchestrator)) // throws where the Vert.x is closed
        .onComplete(done -> release().onComplete(closed));
    return closed.future();
  }

  private Future<Void> release() {
    vertx.sharedData().getLocalMap(FLEETS).remove(config.id());
    return closeStore().transform(done -> ownVertx ? vertx.close() : Future.succeededFuture());
  }

  /** A disk that hangs does not keep the fleet from ending. */
  private Future<Void> closeStore() {
    HostStore opened = store.succeeded() ? store.result() : null;
    if (!ownStore || opened == null) {
      return Future.succeededFuture();
    }
    Promise<Void> closed = Promise.promise();
    Runnable cancel =
        time.after(
            STORE_CLOSES_WITHIN, () -> closed.tryFail("the state directory is still in use"));
    opened
        .close()
        .onComplete(
            done -> {
              cancel.run();
              if (done.succeeded()) {
                closed.tryComplete();
              } else {
                closed.tryFail(done.cause());
              }
            });
    return closed
        .future()
        .onFailure(thrown -> LOG.atWarn().setCause(thrown).log("the store could not be closed"));
  }
}
