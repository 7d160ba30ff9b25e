package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.EventsMissed;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.core.actor.ActorClient;
import dev.tendhost.core.actor.Answer;
import dev.tendhost.core.actor.OrchestratorCommand.GetHostOperation;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Completes the futures of long operations, from the notices of their ends and, after a gap in the
 * events, by asking. Safe for any thread.
 */
final class OperationWaiters {
  private final ActorClient client;
  private final Map<Key, Waiter> waiting = new ConcurrentHashMap<>();

  private record Key(HostName host, OperationId operation) {}

  /** Accepted: the host knows the operation, so that it can be asked for it. */
  private static final class Waiter {
    private final Promise<OperationOutcome> promise = Promise.promise();
    private volatile boolean accepted;
  }

  OperationWaiters(ActorClient client) {
    this.client = client;
  }

  /** The outcome of an operation that is about to be asked for. */
  Future<OperationOutcome> expect(HostName host, OperationId operation) {
    return waiting.computeIfAbsent(new Key(host, operation), key -> new Waiter()).promise.future();
  }

  /** The operation did not begin: whoever waits hears why. */
  void refused(HostName host, OperationId operation, Throwable why) {
    fail(new Key(host, operation), why);
  }

  /** The operation began, or had begun before; it may have ended already. */
  void accepted(HostName host, OperationId operation) {
    Key key = new Key(host, operation);
    Waiter waiter = waiting.get(key);
    if (waiter != null) {
      waiter.accepted = true;
      check(key);
    }
  }

  void onEvent(FleetEvent event) {
    if (event instanceof OperationCompleted completed) {
      check(new Key(completed.host(), completed.operation()));
    } else if (event instanceof HostUnregistered left) {
      waiting.keySet().stream()
          .filter(key -> key.host().equals(left.host()))
          .forEach(
              key ->
                  fail(
                      key,
                      new TendhostException(
                          FailureKind.HOST_NOT_FOUND,
                          key.host(),
                          "the host was unregistered before its operation ended")));
    } else if (event instanceof EventsMissed) {
      List.copyOf(waiting.keySet()).forEach(this::check);
    }
  }

  /** Nobody will tell any more. */
  void close() {
    List.copyOf(waiting.keySet())
        .forEach(
            key ->
                fail(
                    key,
                    new TendhostException(
                        FailureKind.CONTROLLER_UNAVAILABLE,
                        key.host(),
                        "the fleet was closed before the operation ended")));
  }

  private void check(Key key) {
    Waiter waiter = waiting.get(key);
    if (waiter != null && waiter.accepted) {
      client
          .askHost(new GetHostOperation(key.host(), key.operation()))
          .onSuccess(answer -> complete(key, answer))
          .onFailure(thrown -> fail(key, thrown));
    }
  }

  private void complete(Key key, Answer answer) {
    OperationOutcome outcome =
        answer instanceof Answer.Operation operation ? operation.report().outcome() : null;
    if (outcome != null) {
      Waiter waiter = waiting.remove(key);
      if (waiter != null) {
        waiter.promise.complete(outcome);
      }
    }
  }

  private void fail(Key key, Throwable why) {
    Waiter waiter = waiting.remove(key);
    if (waiter != null) {
      waiter.promise.fail(why);
    }
  }
}
