package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.stream.EventStream;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks hosts what an update would do, and changes nothing on them. For one run. */
final class FleetRun {
  private static final Logger LOG = LoggerFactory.getLogger(FleetRun.class);
  private static final int CLOSE_SECONDS = 10;
  private static final int EVENTS_SECONDS = 2;

  private final Site site;
  private final boolean refresh;
  private final UpgradeOptions options;
  private final Report report;
  private final Map<HostName, HostOutcome> known = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> interrupted;
  private final LastEvents lastEvents = new LastEvents();
  private boolean over;

  /** Its user interrupts it by completing the last argument, from any thread. */
  FleetRun(
      Site site,
      boolean refresh,
      UpgradeOptions options,
      Report report,
      CompletableFuture<Void> interrupted) {
    this.site = site;
    this.refresh = refresh;
    this.options = options;
    this.report = report;
    this.interrupted = interrupted;
  }

  /** Runs to the end, or until it is interrupted; nothing of it is left then. */
  ExitCode run() {
    tell(shown -> shown.begin(site.hosts()));
    try {
      return tend();
    } catch (Interruption e) {
      return end(true);
    } catch (CompletionException e) {
      return failed(e);
    }
  }

  private ExitCode tend() {
    Tendhost tendhost = await(site.builder().start());
    try {
      await(ask(tendhost.fleet()));
      atMost(EVENTS_SECONDS, lastEvents.of(known.values()), "the last event");
      return end(false);
    } catch (Interruption e) {
      return end(true); // before closing ends what the hosts still do
    } finally {
      close(tendhost);
    }
  }

  private Future<Void> ask(Fleet fleet) {
    EventStream events = fleet.events();
    events.handler(
        event -> {
          tell(shown -> shown.event(event));
          lastEvents.saw(event);
        });
    return new HostQuestions(fleet, refresh, options, this::done).ask(site.hosts());
  }

  private void done(HostOutcome outcome) {
    if (!interrupted.isDone()) {
      known.put(outcome.host(), outcome);
      tell(shown -> shown.done(outcome));
    }
  }

  private ExitCode end(boolean wasInterrupted) {
    Outcomes outcomes = Outcomes.of(site.names(), known, wasInterrupted);
    last(shown -> shown.end(outcomes));
    return outcomes.exitCode();
  }

  /** The fleet did not start. */
  private ExitCode failed(Throwable thrown) {
    FleetError error = TendhostException.errorOf(thrown, null);
    last(shown -> shown.error(error));
    return ExitCode.of(error);
  }

  private synchronized void tell(Consumer<Report> what) {
    if (!over) {
      what.accept(report);
    }
  }

  /** Nothing is told after this. */
  private synchronized void last(Consumer<Report> what) {
    tell(what);
    over = true;
  }

  private <T> T await(Future<T> future) {
    CompletableFuture<T> result = future.toCompletionStage().toCompletableFuture();
    CompletableFuture.anyOf(result, interrupted).join();
    if (interrupted.isDone()) {
      throw new Interruption();
    }
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
