package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one host what an update would do, and changes nothing on it. For one run. */
final class HostRun {
  private static final Logger LOG = LoggerFactory.getLogger(HostRun.class);
  private static final int CLOSE_SECONDS = 10;
  private static final int EVENTS_SECONDS = 2;

  private final TendhostBuilder builder;
  private final HostConfig host;
  private final boolean refresh;
  private final UpgradeOptions options;
  private final Report report;
  private final CompletableFuture<Void> interrupted = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> lastEvent = new CompletableFuture<>();
  private boolean over;

  HostRun(
      TendhostBuilder builder,
      HostConfig host,
      boolean refresh,
      UpgradeOptions options,
      Report report) {
    this.builder = builder;
    this.host = host;
    this.refresh = refresh;
    this.options = options;
    this.report = report;
  }

  /** Runs to the end, or until {@link #interrupt}. */
  ExitCode run() {
    tell(shown -> shown.begin(host.name()));
    try {
      Tendhost tendhost = await(builder.start());
      try {
        return tend(tendhost.fleet());
      } finally {
        close(tendhost);
      }
    } catch (CompletionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } finally {
      ended.complete(null);
    }
  }

  /** Ends the run from another thread, and returns when nothing of it is left. */
  void interrupt() {
    interrupted.completeExceptionally(new Interruption());
    atMost(CLOSE_SECONDS, ended, "the run");
  }

  private ExitCode tend(Fleet fleet) {
    fleet.events().handler(this::onEvent);
    await(fleet.register(host));
    try {
      Findings findings = await(ask(fleet));
      atMost(EVENTS_SECONDS, lastEvent, "the last event");
      end(shown -> shown.findings(findings));
      return ExitCode.OK;
    } catch (CompletionException e) {
      if (!interrupted.isDone()) {
        atMost(EVENTS_SECONDS, lastEvent, "the last event");
      }
      throw e;
    }
  }

  /** The whole example. A plan has the inventory with it; only a query can refresh. */
  private Future<Findings> ask(Fleet fleet) {
    Future<?> refreshed =
        refresh
            ? fleet.query(host.name(), InventoryRequest.defaults().withRefresh(true))
            : Future.succeededFuture();
    return refreshed
        .compose(done -> fleet.plan(host.name(), options))
        .map(
            found ->
                new Findings(
                    host.name(), host.policy().maxMetadataAge(), found.inventory(), found.plans()));
  }

  private void onEvent(FleetEvent event) {
    tell(shown -> shown.event(event));
    if (event instanceof OperationCompleted completed
        && (completed.error() != null || completed.kind() == OperationKind.DRY_RUN)) {
      lastEvent.complete(null);
    }
  }

  private ExitCode failed(Throwable thrown) {
    if (thrown instanceof Interruption) {
      end(shown -> shown.interrupted(host.name()));
      return ExitCode.INTERRUPTED;
    }
    FleetError error = TendhostException.errorOf(thrown, host.name());
    end(shown -> shown.error(error));
    return ExitCode.of(error);
  }

  private synchronized void tell(Consumer<Report> what) {
    if (!over) {
      what.accept(report);
    }
  }

  /** Nothing is told after this. */
  private synchronized void end(Consumer<Report> what) {
    tell(what);
    over = true;
  }

  private <T> T await(Future<T> future) {
    CompletableFuture<T> result = future.toCompletionStage().toCompletableFuture();
    CompletableFuture.anyOf(result, interrupted).join();
    return result.join();
  }

  private static void close(Tendhost tendhost) {
    atMost(
        CLOSE_SECONDS, tendhost.close().toCompletionStage().toCompletableFuture(), "closing down");
  }

  private static void atMost(int seconds, CompletableFuture<Void> future, String what) {
    try {
      future.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.atWarn().setCause(e).log("{} did not end within {} s", what, seconds);
    }
  }

  /** Why a run ended that its user interrupted. */
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
