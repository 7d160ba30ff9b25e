package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.actor.OrchestratorCommand.ForHost;
import dev.tendhost.core.actor.OrchestratorCommand.ListHosts;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Asks the actors of one fleet from outside. Safe for any thread. */
public final class ActorClient {
  /**
   * So many commands on their way at a time: what the actors answer well within their 5 seconds.
   */
  private static final int COMMANDS_AT_A_TIME = 256;

  private final Turns commands = new Turns(COMMANDS_AT_A_TIME);
  private final Vertx vertx;
  private final Addresses addresses;

  /** A client of the fleet with these addresses. */
  public ActorClient(Vertx vertx, Addresses addresses) {
    this.vertx = vertx;
    this.addresses = addresses;
    WireCodec.register(vertx);
  }

  /**
   * Asks the orchestrator, for a list at once and for everything else in turn; an error envelope is
   * a failed future.
   */
  public Future<Answer> ask(OrchestratorCommand command) {
    Future<Reply> reply =
        command instanceof ListHosts
            ? orchestrator(command)
            : commands.take(() -> orchestrator(command));
    return reply.compose(ActorClient::open);
  }

  /** Fails the commands that wait for their turn or come later. */
  public void close() {
    commands.close(
        new TendhostException(FailureKind.CONTROLLER_UNAVAILABLE, null, "the fleet is closed"));
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
