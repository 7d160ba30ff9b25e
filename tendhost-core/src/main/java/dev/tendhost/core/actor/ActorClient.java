package dev.tendhost.core.actor;

import dev.tendhost.core.actor.OrchestratorCommand.ForHost;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Asks the actors of one fleet from outside. Safe for any thread. */
public final class ActorClient {
  private final Vertx vertx;
  private final Addresses addresses;

  /** A client of the fleet with these addresses. */
  public ActorClient(Vertx vertx, Addresses addresses) {
    this.vertx = vertx;
    this.addresses = addresses;
    WireCodec.register(vertx);
  }

  /** Asks the orchestrator; an error envelope is a failed future. */
  public Future<Answer> ask(OrchestratorCommand command) {
    return orchestrator(command).compose(ActorClient::open);
  }

  /** Asks a host itself, and the orchestrator only where the host is not there. */
  public Future<Answer> askHost(ForHost command) {
    return Mailbox.ask(
            vertx,
            addresses.host(command.host()),
            command.command(),
            WireCodec.HOST_COMMAND,
            Mailbox.REPLY_WITHIN)
        .compose(
            reply ->
                Mailbox.nobodyThere(reply) ? orchestrator(command) : Future.succeededFuture(reply))
        .compose(ActorClient::open);
  }

  private Future<Reply> orchestrator(OrchestratorCommand command) {
    return Mailbox.ask(
        vertx,
        addresses.orchestrator(),
        command,
        WireCodec.ORCHESTRATOR_COMMAND,
        Mailbox.REPLY_WITHIN);
  }

  private static Future<Answer> open(Reply reply) {
    return reply instanceof Reply.Ok ok
        ? Future.succeededFuture(ok.value())
        : Future.failedFuture(new TendhostException(((Reply.Err) reply).error()));
  }
}
