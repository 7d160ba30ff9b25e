package dev.tendhost.exec.internal.identity;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The SSH agent of this user. A thousand logins at once are one question to it. */
final class Agent {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final @Nullable AgentClient client;
  private final String absent;

  /** An agent that hangs must not keep key files waiting. */
  private final Workers workers = new Workers("tendhost-ssh-agent", 2);

  private final AtomicReference<@Nullable Future<Found>> asking = new AtomicReference<>();

  private Agent(@Nullable AgentClient client, String absent) {
    this.client = client;
    this.absent = absent;
  }

  static Agent of(boolean wanted, Map<String, String> environment) {
    return of(wanted, environment, BOUND);
  }

  /** The agent at SSH_AUTH_SOCK. */
  static Agent of(boolean wanted, Map<String, String> environment, Duration bound) {
    if (!wanted) {
      return new Agent(null, "the agent is not asked");
    }
    String socket = environment.get("SSH_AUTH_SOCK");
    if (socket == null || socket.isBlank()) {
      return new Agent(null, "no agent (SSH_AUTH_SOCK is not set)");
    }
    return new Agent(new AgentClient(Path.of(socket), bound), "");
  }

  /** The agent at that socket. */
  static Agent at(Path socket) {
    return new Agent(new AgentClient(socket, BOUND), "");
  }

  /** No agent, for that reason. */
  static Agent none(String why) {
    return new Agent(null, why);
  }

  /**
   * What the agent has.
   *
   * @param keys as offers, in its order
   * @param problem why there are none, for people; empty if there is nothing wrong
   */
  record Found(List<Offer.OfAgent> keys, String problem) {}

  Workers workers() {
    return workers;
  }

  /** Never fails: without an agent there are other ways to log in. */
  Future<Found> find() {
    AgentClient agent = client;
    if (agent == null) {
      return Future.succeededFuture(new Found(List.of(), absent));
    }
    Future<Found> running = asking.get();
    if (running != null && !running.isComplete()) {
      return running;
    }
    Future<Found> found =
        workers
            .run(() -> found(agent))
            .otherwise(cause -> new Found(List.of(), "the agent is no help: " + reason(cause)));
    asking.set(found);
    return found;
  }

  private static Found found(AgentClient agent) throws Exception {
    List<Offer.OfAgent> keys =
        agent.keys().stream().map(held -> new Offer.OfAgent(agent, held, "the agent")).toList();
    return new Found(keys, keys.isEmpty() ? "the agent holds no key" : "");
  }

  static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
