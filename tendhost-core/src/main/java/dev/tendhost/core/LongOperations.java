package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.core.actor.ActorClient;
import dev.tendhost.core.actor.Answer;
import dev.tendhost.core.actor.OperationListener;
import dev.tendhost.core.actor.OrchestratorCommand;
import dev.tendhost.core.actor.OrchestratorCommand.GetHostOperation;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Starts long operations and completes their futures from the orchestrator's notices of their ends,
 * of which none is missed. Safe for any thread.
 */
final class LongOperations implements OperationListener {
  private final Vertx vertx;
  private final ActorClient client;
  private final Map<HostName, List<Waiter>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  LongOperations(Vertx vertx, ActorClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /** One caller who waits; several may wait for the same operation, each for its own answer. */
  private static final class Waiter {
    private final HostName host;
    private final OperationId operation;
    private final Context context;
    private final Promise<OperationOutcome> outcome = Promise.promise();
    private boolean accepted;
    private boolean inDoubt;

    Waiter(HostName host, OperationId operation, Context context) {
      this.host = host;
      this.operation = operation;
      this.context = context;
    }

    /** The operation has begun; says whether its end may have been told already. */
    synchronized boolean accept() {
      accepted = true;
      return inDoubt;
    }

    /** The host has left; says whether that ended the operation, or whether that is in doubt. */
    synchronized boolean endedByLeaving() {
      inDoubt = !accepted;
      return accepted;
    }
  }

  /**
   * Starts an operation and waits for its end.
   *
   * @return its result, on the caller's context, also where it comes with an error; failed if it
   *     did not begin or ended without a result
   */
  <R extends OperationResult> Future<R> run(
      HostName host, OperationId id, OrchestratorCommand command, Class<R> result) {
    return outcome(host, id, command)
        .compose(
            outcome ->
                result.isInstance(outcome.result())
                    ? Future.succeededFuture(result.cast(outcome.result()))
                    : Future.failedFuture(
                        new TendhostException(Objects.requireNonNull(outcome.error()))));
  }

  /** Waits for the end of an operation that was begun before. */
  Future<OperationOutcome> outcome(HostName host, OperationId id) {
    Waiter waiter = waiter(host, id);
    accepted(waiter, new Answer.Started(id, true));
    return waiter.outcome.future();
  }

  private Future<OperationOutcome> outcome(
      HostName host, OperationId id, OrchestratorCommand command) {
    Waiter waiter = waiter(host, id);
    client
        .ask(command)
        .onSuccess(answer -> accepted(waiter, (Answer.Started) answer))
        .onFailure(thrown -> fail(waiter, thrown));
    return waiter.outcome.future();
  }

  private Waiter waiter(HostName host, OperationId id) {
    Waiter waiter = new Waiter(host, id, vertx.getOrCreateContext());
    waiting.merge(host, List.of(waiter), LongOperations::both);
    if (closed) {
      close();
    }
    return waiter;
  }

  @Override
  public void ended(HostName host, OperationOutcome outcome) {
    waiting.getOrDefault(host, List.of()).stream()
        .filter(waiter -> waiter.operation.equals(outcome.id()))
        .forEach(waiter -> complete(waiter, outcome));
  }

  @Override
  public void left(HostName host) {
    waiting.getOrDefault(host, List.of()).stream()
        .filter(Waiter::endedByLeaving)
        .forEach(
            waiter ->
                fail(
                    waiter,
                    new TendhostException(
                        FailureKind.HOST_NOT_FOUND,
                        host,
                        "the host was unregistered before its operation ended")));
  }

  /** Nobody will tell any more. */
  void close() {
    closed = true;
    waiting.values().stream()
        .flatMap(List::stream)
        .forEach(
            waiter ->
                fail(
                    waiter,
                    new TendhostException(
                        FailureKind.CONTROLLER_UNAVAILABLE,
                        waiter.host,
                        "the fleet was closed before the operation ended")));
  }

  private void accepted(Waiter waiter, Answer.Started answer) {
    if (waiter.accept() || answer.before()) {
      client
          .askHost(new GetHostOperation(waiter.host, waiter.operation))
          .onSuccess(known -> known(waiter, (Answer.Operation) known))
          .onFailure(thrown -> fail(waiter, thrown));
    }
  }

  private void known(Waiter waiter, Answer.Operation answer) {
    OperationOutcome outcome = answer.report().outcome();
    if (outcome != null) {
      complete(waiter, outcome);
    }
  }

  private void complete(Waiter waiter, OperationOutcome outcome) {
    forget(waiter);
    onContext(waiter, () -> waiter.outcome.tryComplete(outcome));
  }

  private void fail(Waiter waiter, Throwable why) {
    forget(waiter);
    onContext(waiter, () -> waiter.outcome.tryFail(why));
  }

  /** What the caller does then must not keep the orchestrator, whose thread this may be. */
  private static void onContext(Waiter waiter, Runnable action) {
    try {
      waiter.context.runOnContext(ignored -> action.run());
    } catch (RejectedExecutionException gone) {
      action.run();
    }
  }

  private void forget(Waiter waiter) {
    waiting.computeIfPresent(
        waiter.host,
        (host, before) -> {
          List<Waiter> rest = before.stream().filter(other -> other != waiter).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  private static List<Waiter> both(List<Waiter> before, List<Waiter> added) {
    List<Waiter> all = new ArrayList<>(before);
    all.addAll(added);
    return List.copyOf(all);
  }
}
