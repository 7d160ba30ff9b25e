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
import dev.tendhost.core.actor.Turns;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Completes the futures of long operations, from the notices of their ends and, after a gap in the
 * events, by asking. Safe for any thread.
 */
final class OperationWaiters {
  /** So many questions at a time, also where a gap in the events puts every outcome in question. */
  private static final int QUESTIONS_AT_A_TIME = 256;

  private final Turns questions = new Turns(QUESTIONS_AT_A_TIME);
  private final ActorClient client;
  private final Map<Key, List<Waiter>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Key(HostName host, OperationId operation) {}

  /** One caller who waits; several may wait for the same operation, each for its own answer. */
  static final class Waiter {
    private final Key key;
    private final Promise<OperationOutcome> promise = Promise.promise();
    private final AtomicInteger reasonsToAsk = new AtomicInteger();

    /** The host knows the operation, so that it can be asked for it. */
    private volatile boolean accepted;

    private Waiter(Key key) {
      this.key = key;
    }

    Future<OperationOutcome> outcome() {
      return promise.future();
    }
  }

  OperationWaiters(ActorClient client) {
    this.client = client;
  }

  /** Waits for an operation that is about to be asked for. */
  Waiter expect(HostName host, OperationId operation) {
    Waiter waiter = new Waiter(new Key(host, operation));
    waiting.merge(
        waiter.key,
        List.of(waiter),
        (before, added) -> {
          List<Waiter> all = new ArrayList<>(before);
          all.addAll(added);
          return List.copyOf(all);
        });
    return waiter;
  }

  /** The operation did not begin. */
  void refused(Waiter waiter, Throwable why) {
    forget(waiter);
    waiter.promise.tryFail(why);
  }

  /** The operation began, or had begun before; it may have ended already. */
  void accepted(Waiter waiter) {
    waiter.accepted = true;
    if (closed) {
      refused(waiter, closedBefore(waiter.key));
    } else {
      check(waiter);
    }
  }

  void onEvent(FleetEvent event) {
    if (event instanceof OperationCompleted completed) {
      waiting
          .getOrDefault(new Key(completed.host(), completed.operation()), List.of())
          .forEach(this::check);
    } else if (event instanceof HostUnregistered left) {
      all().stream()
          .filter(waiter -> waiter.key.host().equals(left.host()))
          .forEach(waiter -> refused(waiter, leftBefore(left.host())));
    } else if (event instanceof EventsMissed) {
      all().forEach(this::check);
    }
  }

  /** Nobody will tell any more. */
  void close() {
    closed = true;
    all().forEach(waiter -> refused(waiter, closedBefore(waiter.key)));
  }

  private List<Waiter> all() {
    return waiting.values().stream().flatMap(Collection::stream).toList();
  }

  /** Asks, unless a question is on its way: then asks again after it. */
  private void check(Waiter waiter) {
    if (waiter.accepted && waiter.reasonsToAsk.getAndIncrement() == 0) {
      questions.take(() -> ask(waiter));
    }
  }

  private Future<Answer> ask(Waiter waiter) {
    int reasons = waiter.reasonsToAsk.get();
    return client
        .askHost(new GetHostOperation(waiter.key.host(), waiter.key.operation()))
        .onSuccess(answer -> answered(waiter, reasons, answer))
        .onFailure(thrown -> refused(waiter, thrown));
  }

  private void answered(Waiter waiter, int reasons, Answer answer) {
    OperationOutcome outcome =
        answer instanceof Answer.Operation operation ? operation.report().outcome() : null;
    if (outcome != null) {
      forget(waiter);
      waiter.promise.tryComplete(outcome);
    } else if (!waiter.reasonsToAsk.compareAndSet(reasons, 0)) {
      questions.take(() -> ask(waiter));
    }
  }

  private void forget(Waiter waiter) {
    waiting.computeIfPresent(
        waiter.key,
        (key, before) -> {
          List<Waiter> rest = before.stream().filter(other -> other != waiter).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  private static TendhostException leftBefore(HostName host) {
    return new TendhostException(
        FailureKind.HOST_NOT_FOUND, host, "the host was unregistered before its operation ended");
  }

  private static TendhostException closedBefore(Key key) {
    return new TendhostException(
        FailureKind.CONTROLLER_UNAVAILABLE,
        key.host(),
        "the fleet was closed before the operation ended");
  }
}
