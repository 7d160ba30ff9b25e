package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which actors are asked and answer: every message gets exactly one {@link Reply},
 * whatever its handler does.
 */
final class Mailbox {
  /** The longest that anybody waits for a reply. */
  static final Duration REPLY_WITHIN = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private Mailbox() {}

  /**
   * Opens an address.
   *
   * @param host the host to name in errors; null for the orchestrator
   * @param handler gives the reply now or later; what it throws becomes INTERNAL
   */
  static <C> Future<Void> open(
      Vertx vertx, String address, @Nullable HostName host, Function<C, Future<Reply>> handler) {
    return vertx
        .eventBus()
        .<C>consumer(address, message -> answer(message, host, handler))
        .completion();
  }

  /** Asks an address. Never fails: silence and absence are CONTROLLER_UNAVAILABLE. */
  static <C> Future<Reply> ask(
      Vertx vertx, String address, C command, WireCodec<C> codec, Duration within) {
    Future<Message<Reply>> answer;
    try {
      answer =
          vertx
              .eventBus()
              .request(address, command, codec.options().setSendTimeout(within.toMillis()));
    } catch (IllegalStateException | RejectedExecutionException closed) {
      answer = Future.failedFuture(closed);
    }
    return answer
        .map(Message::body)
        .otherwise(thrown -> new Reply.Err(unavailable(command, thrown)));
  }

  /** Whether a reply says that nobody listens at the address, as opposed to any other trouble. */
  static boolean nobodyThere(Reply reply) {
    return reply instanceof Reply.Err err
        && err.error().kind() == FailureKind.CONTROLLER_UNAVAILABLE
        && ReplyFailure.NO_HANDLERS.name().equals(err.error().details().get("cause"));
  }

  private static <C> void answer(
      Message<C> message, @Nullable HostName host, Function<C, Future<Reply>> handler) {
    Promise<Reply> reply = Promise.promise();
    try {
      handler.apply(message.body()).onComplete(reply);
    } catch (RuntimeException | Error thrown) {
      reply.fail(thrown);
    }
    reply
        .future()
        .otherwise(thrown -> failed(message.body(), host, thrown))
        .onSuccess(value -> message.reply(value, WireCodec.REPLY.options()));
  }

  private static Reply failed(Object command, @Nullable HostName host, Throwable thrown) {
    if (!(thrown instanceof TendhostException)) {
      LOG.atError()
          .addKeyValue("host", host)
          .addKeyValue("command", command.getClass().getSimpleName())
          .setCause(thrown)
          .log("a command's handler failed");
    }
    return new Reply.Err(TendhostException.errorOf(thrown, host));
  }

  private static FleetError unavailable(Object command, Throwable thrown) {
    String cause =
        thrown instanceof ReplyException reply
            ? reply.failureType().name()
            : thrown.getClass().getSimpleName();
    HostName host = command instanceof OrchestratorCommand.ForHost ask ? ask.host() : null;
    return new FleetError(
        FailureKind.CONTROLLER_UNAVAILABLE,
        host,
        "the fleet's controller did not answer " + command.getClass().getSimpleName(),
        null,
        Map.of("cause", cause));
  }
}
