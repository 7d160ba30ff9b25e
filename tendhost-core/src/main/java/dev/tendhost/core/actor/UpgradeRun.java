package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.event.FleetEvent.UpdateProgress;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.domain.Move.Moved;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets the package managers of one host upgrade, one after the other. */
final class UpgradeRun {
  private final HostLedger ledger;
  private final PortCalls calls;
  private final Time time;
  private final Function<String, UpgradeOptions> each;
  private final Duration within;
  private boolean failed;
  private boolean acted;

  /**
   * Does nothing yet.
   *
   * @param each the options of a manager, by its id
   * @param within how long each manager may take
   */
  UpgradeRun(
      HostLedger ledger,
      PortCalls calls,
      Time time,
      Function<String, UpgradeOptions> each,
      Duration within) {
    this.ledger = ledger;
    this.calls = calls;
    this.time = time;
    this.each = each;
    this.within = within;
  }

  /**
   * Upgrades; never fails: what fails is told in the results, and later managers are not started.
   */
  Future<List<UpdateResult>> upgrade(List<PackageManager> managers) {
    return PortCalls.oneByOne(
            managers, manager -> failed ? Future.succeededFuture(results()) : next(manager))
        .map(done -> results());
  }

  private Future<List<UpdateResult>> next(PackageManager manager) {
    return one(manager.id(), listener -> manager.upgradeAll(each.apply(manager.id()), listener));
  }

  /** Takes up a job again; never fails. */
  Future<List<UpdateResult>> resume(PackageManager manager, JobRef job) {
    UpgradeOptions options = each.apply(manager.id());
    return one(manager.id(), listener -> manager.resume(job, options, listener));
  }

  /**
   * Whether a manager did something on the host, be it without a change that can be told. One whose
   * future failed did not, unless its end is not known: that is the port's rule.
   */
  boolean acted() {
    return acted;
  }

  private Future<List<UpdateResult>> one(
      String manager, Function<UpgradeListener, Future<UpdateResult>> upgrade) {
    Listener listener = new Listener(manager);
    return calls
        .get(manager + " upgrade", within, () -> upgrade.apply(listener))
        .transform(done -> listener.end().map(ended -> learn(judge(manager, done))));
  }

  private List<UpdateResult> learn(UpdateResult result) {
    ledger.learn(ledger.machine().updated(result));
    return results();
  }

  /** One for each manager of the update; NOT_STARTED where it was not reached. */
  private List<UpdateResult> results() {
    return ledger.machine().data().update();
  }

  private UpdateResult judge(String manager, AsyncResult<UpdateResult> done) {
    UpdateResult result =
        done.succeeded() ? explained(done.result()) : broken(manager, done.cause());
    failed = isFailure(result);
    acted |= result.outcome() == UpdateResult.Outcome.UNKNOWN || (done.succeeded() && acts(result));
    if (result.outcome() != UpdateResult.Outcome.UNKNOWN) {
      ledger.learn(ledger.machine().jobEnded());
    }
    return result;
  }

  /** A step before the first change may end without its upgrade, as when it was taken up again. */
  private static boolean acts(UpdateResult result) {
    boolean notBegun =
        result.error() != null
            && result.error().kind() == FailureKind.UPGRADE_NOT_BEGUN
            && result.changes().isEmpty();
    return !notBegun && (result.outcome() == UpdateResult.Outcome.UPDATED || isFailure(result));
  }

  private static boolean isFailure(UpdateResult result) {
    return result.outcome() == UpdateResult.Outcome.FAILED
        || result.outcome() == UpdateResult.Outcome.UNKNOWN;
  }

  /** A failure that gives no reason is one all the same. */
  private UpdateResult explained(UpdateResult result) {
    return isFailure(result) && result.error() == null
        ? new UpdateResult(
            result.manager(),
            result.outcome(),
            result.changes(),
            result.conffiles(),
            FleetError.of(
                FailureKind.INTERNAL,
                ledger.machine().host(),
                result.manager() + " upgrade failed and did not tell why"))
        : result;
  }

  private UpdateResult broken(String manager, Throwable thrown) {
    boolean started = ledger.machine().data().job() != null;
    return new UpdateResult(
        manager,
        started ? UpdateResult.Outcome.UNKNOWN : UpdateResult.Outcome.FAILED,
        List.of(),
        List.of(),
        TendhostException.errorOf(thrown, ledger.machine().host()));
  }

  /** Comes from any thread; acts on the host's context, and only until its manager has ended. */
  private final class Listener implements UpgradeListener {
    private final String manager;
    private Future<?> starting = Future.succeededFuture();
    private boolean ended;

    Listener(String manager) {
      this.manager = manager;
    }

    @Override
    public void progress(@Nullable String packageName, int percent) {
      calls.onContext(
          () -> {
            if (!ended) {
              int bounded = Math.max(0, Math.min(100, percent));
              ledger.publish(
                  List.of(
                      new UpdateProgress(
                          "",
                          0,
                          time.now(),
                          ledger.machine().host(),
                          manager,
                          packageName,
                          bounded)));
            }
          });
    }

    @Override
    public Future<Void> jobStarting(JobRef job) {
      Promise<Void> stored = Promise.promise();
      calls.onContext(
          () -> {
            Future<Void> start = starting.transform(before -> start(job));
            starting = start;
            start.onComplete(stored);
          },
          () -> stored.fail(tooLate(job)));
      return stored.future();
    }

    private Future<Void> start(JobRef job) {
      return ended
          ? Future.failedFuture(tooLate(job))
          : ledger
              .change(new Moved(ledger.machine().starting(job, each.apply(manager)), null))
              .compose(done -> ended ? takeBack(job) : Future.succeededFuture());
    }

    private Future<Void> takeBack(JobRef job) {
      ledger.learn(ledger.machine().jobEnded());
      return Future.failedFuture(tooLate(job));
    }

    /** From now on nothing starts; completes when it is known what has. */
    Future<?> end() {
      ended = true;
      return starting.otherwiseEmpty();
    }

    @Override
    public void jobEnded(JobRef job) {
      calls.onContext(
          () -> {
            if (!ended && job.equals(ledger.machine().data().job())) {
              ledger.learn(ledger.machine().jobEnded());
            }
          });
    }

    private TendhostException tooLate(JobRef job) {
      return new TendhostException(
          FleetError.of(
              FailureKind.TIMEOUT,
              ledger.machine().host(),
              "job " + job.jobId() + " must not start any more: its operation has ended"));
    }
  }
}
