package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.FleetUpdateRequest;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.Accepted;
import dev.tendhost.api.response.FleetUpdateReport;
import dev.tendhost.api.response.HealthReport;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.Page;
import dev.tendhost.core.actor.ActorClient;
import dev.tendhost.core.actor.Answer;
import dev.tendhost.core.actor.OrchestratorCommand.AcknowledgeHost;
import dev.tendhost.core.actor.OrchestratorCommand.CheckHostHealth;
import dev.tendhost.core.actor.OrchestratorCommand.ForgetHostJob;
import dev.tendhost.core.actor.OrchestratorCommand.GetHostOperation;
import dev.tendhost.core.actor.OrchestratorCommand.GetHostState;
import dev.tendhost.core.actor.OrchestratorCommand.GetHostStatus;
import dev.tendhost.core.actor.OrchestratorCommand.ListHosts;
import dev.tendhost.core.actor.OrchestratorCommand.QueryHostInventory;
import dev.tendhost.core.actor.OrchestratorCommand.RebootHost;
import dev.tendhost.core.actor.OrchestratorCommand.RegisterHost;
import dev.tendhost.core.actor.OrchestratorCommand.RetryHost;
import dev.tendhost.core.actor.OrchestratorCommand.TriggerFleetUpdate;
import dev.tendhost.core.actor.OrchestratorCommand.TriggerHostUpdate;
import dev.tendhost.core.actor.OrchestratorCommand.UnregisterHost;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.EventJournal;
import dev.tendhost.core.stream.EventStream;
import dev.tendhost.core.stream.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of one {@link Tendhost}. Safe for any thread; no method blocks. Every future fails only
 * with {@link TendhostException}. Those that only ask or accept complete within 5 seconds, commands
 * beyond 256 at a time within 5 seconds of their turn; those of long operations ({@link #query},
 * {@link #plan}, {@link #update}, {@link #rebootIfRequired}, {@link #checkHealth}, {@link
 * #outcome}) complete when the operation has ended. They complete on Vert.x threads, so what is
 * done then must not block. No argument may be null.
 */
public final class Fleet {
  private final Vertx vertx;
  private final ActorClient client;
  private final EventJournal journal;
  private final LongOperations operations;

  Fleet(Vertx vertx, ActorClient client, EventJournal journal, LongOperations operations) {
    this.vertx = vertx;
    this.client = client;
    this.journal = journal;
    this.operations = operations;
  }

  /**
   * Takes a host under care. Nothing is run on it yet. A host that was restored from the store can
   * be registered once more: it keeps its state, and takes this configuration in place of the one
   * that was stored, for which it has to rest if they differ.
   *
   * @param host the host
   * @return succeeded when it is registered; HOST_ALREADY_EXISTS if the name is taken; HOST_BUSY if
   *     the host was restored, is at work, and was configured otherwise
   */
  public Future<Void> register(HostConfig host) {
    return client.ask(new RegisterHost(host)).mapEmpty();
  }

  /**
   * Lets a host go. It takes no further operation, is listed as leaving, and goes when the one that
   * runs has ended.
   *
   * @param host the host
   * @param force let it go at once, whatever it does; but while a job may still run on it, it stays
   *     listed as leaving until the end of that is known, or {@link #forgetJob} says so
   * @return succeeded when that is accepted; {@code HostUnregistered} tells when it is gone
   */
  public Future<Void> unregister(HostName host, boolean force) {
    return client.ask(new UnregisterHost(host, force)).mapEmpty();
  }

  /**
   * Lists hosts, as they last told their status.
   *
   * @param request which, and which page
   * @return one page
   */
  public Future<Page<HostStatus>> list(ListHostsRequest request) {
    return client.ask(new ListHosts(request)).map(answer -> ((Answer.Hosts) answer).page());
  }

  /**
   * Asks a host where it stands.
   *
   * @param host the host
   * @return its state, at once, whatever it is doing
   */
  public Future<HostState> state(HostName host) {
    return client.askHost(new GetHostState(host)).map(answer -> ((Answer.State) answer).state());
  }

  /**
   * Asks a host for everything that is known of it.
   *
   * @param host the host
   * @return its status with its inventory, at once, whatever it is doing
   */
  public Future<HostStatus> status(HostName host) {
    return client.askHost(new GetHostStatus(host)).map(answer -> ((Answer.Status) answer).status());
  }

  /**
   * Asks a host for one of its operations: the one that runs, or one of the last 16.
   *
   * @param host the host
   * @param operation its id
   * @return what is known of it; OPERATION_NOT_FOUND if nothing is
   */
  public Future<OperationReport> operation(HostName host, OperationId operation) {
    return client
        .askHost(new GetHostOperation(host, operation))
        .map(answer -> ((Answer.Operation) answer).report());
  }

  /**
   * Waits for the end of an operation that was begun before, such as one that goes on after a
   * restart: {@link HostStatus#running} has its id.
   *
   * @param host the host
   * @param operation its id
   * @return how it ended, well or not; OPERATION_NOT_FOUND if it neither runs nor is one of the
   *     last 16
   */
  public Future<OperationOutcome> outcome(HostName host, OperationId operation) {
    return operations.outcome(host, operation);
  }

  /**
   * Asks a host's package managers what is newer; metadata is fetched where root can be had.
   *
   * @param host the host
   * @return what they answered
   */
  public Future<HostInventory> query(HostName host) {
    return query(host, InventoryRequest.defaults());
  }

  /**
   * Asks a host's package managers what is newer.
   *
   * @param host the host
   * @param request how to ask
   * @return what they answered
   */
  public Future<HostInventory> query(HostName host, InventoryRequest request) {
    OperationId id = orRandom(request.operation());
    return operations
        .run(
            host,
            id,
            new QueryHostInventory(host, request.withOperation(id)),
            OperationResult.Inventory.class)
        .map(OperationResult.Inventory::inventory);
  }

  /**
   * Asks what an update would do. Changes nothing and fetches nothing.
   *
   * @param host the host
   * @param options what the update may do
   * @return a plan for each package manager
   */
  public Future<OperationResult.Plans> plan(HostName host, UpgradeOptions options) {
    OperationId id = OperationId.random();
    UpdateRequest request = UpdateRequest.plan().withOptions(options).withOperation(id);
    return operations.run(
        host, id, new TriggerHostUpdate(host, request), OperationResult.Plans.class);
  }

  /**
   * Updates a host.
   *
   * @param host the host
   * @param request what the update may do; {@link UpdateRequest#dryRun} must be false, see {@link
   *     #plan}
   * @return what was done, also when a package manager failed: then its result has the error;
   *     failed if nothing was started
   */
  public Future<HostUpdateResult> update(HostName host, UpdateRequest request) {
    if (request.dryRun()) {
      return Future.failedFuture(
          new TendhostException(
              FailureKind.INVALID_CONFIGURATION, host, "for a dry run call plan(host, options)"));
    }
    OperationId id = orRandom(request.operation());
    return operations
        .run(
            host,
            id,
            new TriggerHostUpdate(host, request.withOperation(id)),
            OperationResult.Update.class)
        .map(OperationResult.Update::update);
  }

  /**
   * Starts an update and does not wait for its end, which the event {@code OperationCompleted}
   * tells.
   *
   * @param host the host
   * @param request what the update may do
   * @return the id of the operation
   */
  public Future<Accepted> startUpdate(HostName host, UpdateRequest request) {
    OperationId id = orRandom(request.operation());
    return client
        .ask(new TriggerHostUpdate(host, request.withOperation(id)))
        .map(answer -> new Accepted(host, ((Answer.Started) answer).operation()));
  }

  /**
   * Reboots a host if a fresh verdict says that it is due.
   *
   * @param host the host
   * @param request whether to override policy and window
   * @return whether it was rebooted, and the verdict
   */
  public Future<OperationResult.Reboot> rebootIfRequired(HostName host, RebootRequest request) {
    OperationId id = orRandom(request.operation());
    return operations.run(
        host, id, new RebootHost(host, request.withOperation(id)), OperationResult.Reboot.class);
  }

  /**
   * Checks that a host is well.
   *
   * @param host the host
   * @return what was found; an unhealthy host is a report too, and the host is FAILED then
   */
  public Future<HealthReport> checkHealth(HostName host) {
    OperationId id = OperationId.random();
    return operations
        .run(host, id, new CheckHostHealth(host, id), OperationResult.Health.class)
        .map(OperationResult.Health::report);
  }

  /**
   * Lets a FAILED host try again: it becomes IDLE, or takes up the job that may still run on it.
   *
   * @param host the host
   * @return the operation that takes up the job, which {@link #outcome} waits for; empty if the
   *     host is IDLE now; INVALID_TRANSITION if it is not FAILED
   */
  public Future<Optional<OperationId>> retry(HostName host) {
    return client
        .ask(new RetryHost(host))
        .map(
            answer ->
                answer instanceof Answer.Started job
                    ? Optional.of(job.operation())
                    : Optional.empty());
  }

  /**
   * Marks the failure of a FAILED host as seen; it stays FAILED.
   *
   * @param host the host
   * @return succeeded when it is noted; INVALID_TRANSITION if it is not FAILED
   */
  public Future<Void> acknowledge(HostName host) {
    return client.ask(new AcknowledgeHost(host)).mapEmpty();
  }

  /**
   * Takes the caller's word that the job of a FAILED host is over, where the host cannot tell any
   * more, such as when it is gone for good. It stays FAILED; Retry then leaves FAILED behind. Never
   * call it without having looked: another update beside one that still runs breaks the host.
   *
   * @param host the host
   * @return succeeded when it is noted; INVALID_TRANSITION if it is not FAILED with a job
   */
  public Future<Void> forgetJob(HostName host) {
    return client.ask(new ForgetHostJob(host)).mapEmpty();
  }

  /**
   * Updates many hosts. Not in this version: always UNSUPPORTED.
   *
   * @param request which hosts, and how
   * @return failed
   */
  public Future<FleetUpdateReport> updateAll(FleetUpdateRequest request) {
    return client
        .ask(new TriggerFleetUpdate(request))
        .compose(answer -> Future.failedFuture(new IllegalStateException("unexpected " + answer)));
  }

  /**
   * Subscribes to what happens from now on.
   *
   * @return a subscription on the caller's Vert.x context; the caller closes it
   */
  public EventStream events() {
    return journal.subscribe(vertx.getOrCreateContext());
  }

  /**
   * Subscribes to what happened after a position. Where that is no longer kept, an {@code
   * EventsMissed} comes first; where it is of another start of the controller, a {@code
   * FleetSnapshot}.
   *
   * @param after the last event that was seen
   * @return a subscription on the caller's Vert.x context; the caller closes it
   */
  public EventStream events(StreamPosition after) {
    return journal.subscribe(vertx.getOrCreateContext(), after);
  }

  private static OperationId orRandom(@Nullable OperationId id) {
    return id == null ? OperationId.random() : id;
  }
}
