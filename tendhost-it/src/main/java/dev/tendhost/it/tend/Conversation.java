package dev.tendhost.it.tend;

import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between a run and its user: what is told, and that its user may end it. Safe for any thread. */
final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final Report report;
  private final CompletableFuture<Void> interrupted;
  private boolean over;

  /** Its user interrupts it by completing the last argument, from any thread. */
  Conversation(Report report, CompletableFuture<Void> interrupted) {
    this.report = report;
    this.interrupted = interrupted;
  }

  boolean interrupted() {
    return interrupted.isDone();
  }

  synchronized void tell(Consumer<Report> what) {
    if (!over) {
      what.accept(report);
    }
  }

  /** Nothing is told after this. */
  synchronized void last(Consumer<Report> what) {
    tell(what);
    over = true;
  }

  <T> T await(Future<T> future) {
    return await(future.toCompletionStage().toCompletableFuture());
  }

  <T> T await(CompletableFuture<T> result) {
    CompletableFuture.anyOf(result, interrupted).join();
    if (interrupted.isDone()) {
      throw new Interruption();
    }
    return result.join();
  }

  /** Waits also when it was interrupted. */
  static void atMost(int seconds, CompletableFuture<Void> future, String what) {
    try {
      future.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.atWarn().setCause(e).log("{} did not end within {} s", what, seconds);
    }
  }

  /** Why a run ended that its user interrupted. */
  static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
