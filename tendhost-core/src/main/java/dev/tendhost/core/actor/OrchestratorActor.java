package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent.HostRegistered;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.core.actor.OrchestratorCommand.ForHost;
import dev.tendhost.core.actor.OrchestratorCommand.ListHosts;
import dev.tendhost.core.actor.OrchestratorCommand.RegisterHost;
import dev.tendhost.core.actor.OrchestratorCommand.UnregisterHost;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.Statuses;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.EventJournal;
import dev.tendhost.core.port.HostSnapshot;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Minds the fleet: knows every host, passes commands on, and numbers the events. It never waits for
 * a host: every command is answered or passed on at once.
 */
public final class OrchestratorActor extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(OrchestratorActor.class);

  /** Shorter than what the asker waits, so that the asker hears which host was silent. */
  private static final Duration HOST_REPLIES_WITHIN =
      Mailbox.REPLY_WITHIN.minus(Duration.ofMillis(500));

  private static final Duration LOAD_WITHIN = Duration.ofMinutes(5);
  private static final Duration FORGET_WITHIN = Duration.ofSeconds(4);

  /** Stands for the deployment of a host that is just being taken or let go. */
  private static final String CHANGING = "";

  private final HostPorts ports;
  private final HostDirectory directory;
  private final EventJournal journal;
  private final OperationListener operations;
  private final Map<HostName, String> deployments = new HashMap<>();

  /** Hosts that were restored and not yet registered once more. */
  private final Set<HostName> restored = new HashSet<>();

  /** Hosts that were at work when they were restored, as they were then. */
  private final List<HostStatus> resumed = new ArrayList<>();

  /** Hosts that had nothing more to do before their restore was complete. */
  private final Set<HostName> leftEarly = new HashSet<>();

  /** An orchestrator without hosts; it begins when it is deployed. */
  public OrchestratorActor(
      HostPorts ports,
      HostDirectory directory,
      EventJournal journal,
      OperationListener operations) {
    this.ports = ports;
    this.directory = directory;
    this.journal = journal;
    this.operations = operations;
  }

  @Override
  public Future<?> start() {
    return vertx
        .eventBus()
        .<HostNotice>consumer(ports.addresses().notices(), this::notice)
        .completion()
        .compose(
            done ->
                Mailbox.<OrchestratorCommand>open(
                    vertx, ports.addresses().orchestrator(), null, this::handle))
        .compose(done -> restore());
  }

  /** The hosts that the start has found at work. To be asked once it is deployed. */
  public List<HostStatus> resumed() {
    return List.copyOf(resumed);
  }

  private Future<Reply> handle(OrchestratorCommand command) {
    if (command instanceof ForHost ask) {
      return forHost(ask);
    } else if (command instanceof RegisterHost register) {
      return register(register.config());
    } else if (command instanceof UnregisterHost unregister) {
      return unregister(unregister);
    } else if (command instanceof ListHosts list) {
      return reply(new Answer.Hosts(directory.page(list.request())));
    }
    return Future.failedFuture(
        new TendhostException(
            FailureKind.UNSUPPORTED,
            null,
            "rollouts are not in this version: update host by host"));
  }

  private Future<Reply> forHost(ForHost ask) {
    return directory.find(ask.host()) == null
        ? notFound(ask.host())
        : askHost(ask.host(), ask.command());
  }

  private Future<Reply> askHost(HostName host, HostCommand command) {
    return Mailbox.ask(
        vertx, ports.addresses().host(host), command, WireCodec.HOST_COMMAND, HOST_REPLIES_WITHIN);
  }

  private Future<Reply> register(HostConfig config) {
    HostName host = config.name();
    if (restored.remove(host)) {
      return configure(config);
    }
    if (deployments.putIfAbsent(host, CHANGING) != null) {
      return Future.failedFuture(
          new TendhostException(
              FailureKind.HOST_ALREADY_EXISTS,
              host,
              "a host of this name is registered already (names are compared without case)"));
    }
    return vertx
        .deployVerticle(HostActor.fresh(ports, config))
        .recover(
            thrown -> {
              deployments.remove(host);
              return Future.failedFuture(
                  new TendhostException(TendhostException.errorOf(thrown, host), thrown));
            })
        .map(
            deployment -> {
              deployments.put(host, deployment);
              directory.put(Statuses.of(HostSnapshot.fresh(config), false, false, false));
              journal.append(new HostRegistered("", 0, ports.time().now(), host));
              return new Reply.Ok(new Answer.Done());
            });
  }

  /** A host that was restored may be registered once more. */
  private Future<Reply> configure(HostConfig config) {
    return askHost(config.name(), new HostCommand.Configure(config))
        .onSuccess(
            reply -> {
              if (reply instanceof Reply.Err) {
                restored.add(config.name());
              }
            });
  }

  /** Takes up every stored host; one that makes trouble is listed with it, and never missing. */
  private Future<Void> restore() {
    return new PortCalls(context, ports.time(), null)
        .get("reading what is stored", LOAD_WITHIN, ports.store()::loadAll)
        .compose(
            stored -> {
              List<Future<Void>> all = new ArrayList<>();
              stored.hosts().forEach(host -> all.add(restore(HostActor.restored(ports, host))));
              stored
                  .damaged()
                  .forEach((host, why) -> all.add(restore(HostActor.damaged(ports, host, why))));
              return Future.join(all).mapEmpty();
            });
  }

  private Future<Void> restore(HostActor actor) {
    HostName host = actor.host();
    deployments.put(host, CHANGING);
    restored.add(host);
    HostStatus status = actor.status();
    directory.put(status);
    if (status.running() != null) {
      resumed.add(status);
    }
    journal.append(new HostRegistered("", 0, ports.time().now(), host));
    return vertx
        .deployVerticle(actor)
        .map(
            deployment -> {
              deployments.put(host, deployment);
              if (leftEarly.remove(host)) {
                letGo(host);
              }
              return null;
            });
  }

  private Future<Reply> unregister(UnregisterHost command) {
    return directory.find(command.host()) == null
        ? notFound(command.host())
        : askHost(command.host(), new HostCommand.Leave(command.force()));
  }

  private void notice(Message<HostNotice> message) {
    HostNotice notice = message.body();
    HostName host = notice.status().host();
    if (directory.find(host) == null) {
      return;
    }
    directory.put(notice.status());
    notice.events().forEach(journal::append);
    if (notice.ended() != null) {
      operations.ended(host, notice.ended());
    }
    if (notice.left()) {
      letGo(host);
    }
  }

  private void letGo(HostName host) {
    String deployment = deployments.put(host, CHANGING);
    if (deployment == null || deployment.equals(CHANGING)) {
      if (restored.contains(host)) {
        leftEarly.add(host);
      }
      return;
    }
    restored.remove(host);
    vertx
        .undeploy(deployment)
        .transform(done -> forget(host))
        .onComplete(
            done -> {
              if (done.failed()) {
                LOG.atWarn()
                    .addKeyValue("host", host)
                    .setCause(done.cause())
                    .log("the state of a host that left could not be deleted");
              }
              deployments.remove(host);
              directory.remove(host);
              journal.append(new HostUnregistered("", 0, ports.time().now(), host));
              operations.left(host);
            });
  }

  private Future<Void> forget(HostName host) {
    return new PortCalls(context, ports.time(), host)
        .run("forgetting the state", FORGET_WITHIN, () -> ports.store().delete(host));
  }

  private static Future<Reply> reply(Answer answer) {
    return Future.succeededFuture(new Reply.Ok(answer));
  }

  private static Future<Reply> notFound(HostName host) {
    return Future.succeededFuture(
        new Reply.Err(
            FleetError.of(FailureKind.HOST_NOT_FOUND, host, "no host of this name is registered")));
  }
}
