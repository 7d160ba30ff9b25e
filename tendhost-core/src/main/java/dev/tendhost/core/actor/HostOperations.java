package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HealthReport;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.domain.Restored;
import dev.tendhost.core.domain.UpdateOutcomes;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RebootAttempt;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work of each operation of one host, up to its end. Used on the host's own context only. */
final class HostOperations {
  private final HostPorts ports;
  private final PortCalls calls;
  private final Inquiry inquiry;
  private final HostLedger ledger;
  private final ReadRetries retries;

  HostOperations(HostPorts ports, PortCalls calls, Inquiry inquiry, HostLedger ledger) {
    this.ports = ports;
    this.calls = calls;
    this.inquiry = inquiry;
    this.ledger = ledger;
    HostConfig config = ledger.machine().data().config();
    this.retries = new ReadRetries(ports.time(), calls, config.name(), config.policy().reads());
  }

  /** Tries nothing again any more. */
  void close() {
    retries.close();
  }

  Future<Ended> query(RunningOperation operation, @Nullable Boolean refresh) {
    return begin(operation)
        .compose(done -> retries.run(() -> ask(refresh)))
        .map(found -> Ended.well(new OperationResult.Inventory(found.inventory())));
  }

  Future<Ended> plan(RunningOperation operation, UpgradeOptions options) {
    return begin(operation).compose(done -> retries.run(() -> plans(options)));
  }

  private Future<Ended> plans(UpgradeOptions options) {
    return ask(false)
        .compose(
            found ->
                plans(found.managers(), manager -> options)
                    .map(plans -> Ended.well(new OperationResult.Plans(found.inventory(), plans))));
  }

  Future<Ended> update(RunningOperation operation, UpdateRequest request) {
    Function<String, UpgradeOptions> each = manager -> ApprovedPlans.options(request, manager);
    return begin(operation)
        .compose(done -> ask(true))
        .compose(
            found ->
                plans(found.managers(), each)
                    .map(plans -> ApprovedPlans.require(ledger, each, plans))
                    .compose(
                        plans ->
                            hasWork(found.inventory(), each, plans)
                                ? apply(found.managers(), each)
                                : Future.succeededFuture(nothingToDo(plans))));
  }

  /** A repair is work as well, and may be all that there is; who only downloads repairs nothing. */
  private static boolean hasWork(
      HostInventory found, Function<String, UpgradeOptions> each, List<UpdatePlan> plans) {
    boolean toRepair =
        found.managers().stream()
            .filter(manager -> !manager.problems().isEmpty())
            .map(manager -> each.apply(manager.manager()))
            .anyMatch(options -> options.repairInterrupted() && !options.downloadOnly());
    return toRepair || plans.stream().anyMatch(plan -> !plan.changes().isEmpty());
  }

  Future<Ended> reboot(RunningOperation operation, RebootRequest request) {
    return begin(operation)
        .compose(done -> ask(false))
        .compose(
            found -> {
              RebootVerdict verdict = found.inventory().reboot();
              boolean due =
                  verdict.verdict() == Verdict.REQUIRED
                      || (verdict.verdict() == Verdict.UNKNOWN && request.force());
              return due
                  ? Future.failedFuture(rebootUnsupported(verdict))
                  : Future.succeededFuture(Ended.well(new OperationResult.Reboot(verdict, null)));
            });
  }

  Future<Ended> checkHealth(RunningOperation operation) {
    return ledger
        .change(ledger.machine().observe(operation))
        .compose(done -> retries.run(inquiry::vitals))
        .map(vitals -> new HealthReport(true, vitals, List.of()))
        .compose(
            report ->
                rebootedByOthers(report)
                    ? verify().map(done -> healthy(report))
                    : Future.succeededFuture(healthy(report)));
  }

  /** Takes up the job of a FAILED host again. */
  Future<Ended> reattach(RunningOperation operation) {
    return ledger
        .change(ledger.machine().reattach(operation, ports.time().now()))
        .compose(done -> resume());
  }

  /** Goes on with what the end of a controller has cut off. */
  Future<Ended> goOn(Restored.Todo todo) {
    return switch (todo) {
      case RESUME_JOB -> resume();
      case VERIFY, AWAIT_BOOT, NOTHING -> throw new IllegalStateException(todo.name());
    };
  }

  private Future<Ended> resume() {
    HostSnapshot data = ledger.machine().data();
    JobRef job = Objects.requireNonNull(data.job());
    UpgradeOptions options = Objects.requireNonNull(data.jobOptions());
    return inquiry
        .manager(job.manager())
        .compose(
            manager -> {
              UpgradeRun run = run(id -> options);
              return run.resume(manager, job)
                  .compose(results -> afterUpgrade(results, run.acted()));
            });
  }

  private Future<Void> begin(RunningOperation operation) {
    return ledger.change(ledger.machine().query(operation, ports.time().now()));
  }

  private Future<Inquiry.Findings> ask(@Nullable Boolean refresh) {
    return inquiry.ask(refresh).onSuccess(this::learn);
  }

  private void learn(Inquiry.Findings found) {
    HostMachine machine = ledger.machine().seen(found.vitals());
    ledger.learn(machine.learned(shared(machine.data().inventory(), found.inventory())));
  }

  /** Answers that did not change share their memory with the ones before. */
  private static HostInventory shared(@Nullable HostInventory before, HostInventory now) {
    return before != null && before.managers().equals(now.managers())
        ? new HostInventory(now.queriedAt(), before.managers(), now.reboot())
        : now;
  }

  private Future<List<UpdatePlan>> plans(
      List<PackageManager> managers, Function<String, UpgradeOptions> each) {
    return PortCalls.oneByOne(
        managers,
        m ->
            calls.get(
                m.id() + " plan",
                policy().queryTimeout(),
                () -> m.upgradeDryRun(each.apply(m.id()))));
  }

  private Future<Ended> apply(
      List<PackageManager> managers, Function<String, UpgradeOptions> each) {
    UpgradeRun run = run(each);
    return toPending()
        .compose(done -> ledger.change(ledger.machine().update(ids(managers), ports.time().now())))
        .compose(done -> run.upgrade(managers))
        .compose(results -> afterUpgrade(results, run.acted()));
  }

  private static List<String> ids(List<PackageManager> managers) {
    return managers.stream().map(PackageManager::id).toList();
  }

  private Future<Void> toPending() {
    return ledger.change(ledger.machine().pending(ports.time().now()));
  }

  private UpgradeRun run(Function<String, UpgradeOptions> each) {
    return new UpgradeRun(ledger, calls, ports.time(), each, policy().updateTimeout());
  }

  /**
   * Looks again: what is pending now is told by the managers, not concluded from the results.
   *
   * @param acted whether a manager did something, be it without a change
   */
  private Future<Ended> afterUpgrade(List<UpdateResult> results, boolean acted) {
    HostUpdateResult result = UpdateOutcomes.join(results);
    FleetError error =
        results.stream().map(UpdateResult::error).filter(Objects::nonNull).findFirst().orElse(null);
    Ended ended = new Ended(new OperationResult.Update(result), error, acted);
    if (ledger.machine().data().job() != null) {
      return Future.succeededFuture(ended);
    }
    return inquiry
        .ask(false)
        .map(
            found -> {
              learn(found);
              return ended;
            })
        .otherwise(
            thrown ->
                error != null
                    ? ended
                    : new Ended(ended.result(), TendhostException.errorOf(thrown, null), acted));
  }

  private static Ended nothingToDo(List<UpdatePlan> plans) {
    return Ended.well(
        new OperationResult.Update(
            UpdateOutcomes.join(
                plans.stream()
                    .map(
                        plan ->
                            new UpdateResult(
                                plan.manager(),
                                UpdateResult.Outcome.NOTHING_TO_DO,
                                List.of(),
                                List.of(),
                                null))
                    .toList())));
  }

  private boolean rebootedByOthers(HealthReport report) {
    HostMachine machine = ledger.machine();
    Vitals known = machine.data().vitals();
    return machine.state() == HostState.WAITING_REBOOT
        && known != null
        && known.boot().bootId() != null
        && report.vitals() != null
        && report.vitals().boot().bootId() != null
        && !known.boot().bootId().equals(report.vitals().boot().bootId());
  }

  private Future<Void> verify() {
    Instant now = ports.time().now();
    Vitals before = Objects.requireNonNull(ledger.machine().data().vitals());
    return ledger
        .change(ledger.machine().verify(new RebootAttempt(before, null, now), now))
        .compose(done -> inquiry.ask(false))
        .onSuccess(this::learn)
        .mapEmpty();
  }

  private Ended healthy(HealthReport report) {
    if (report.healthy() && report.vitals() != null) {
      ledger.learn(ledger.machine().seen(report.vitals()));
    }
    FleetError error =
        report.healthy()
            ? null
            : FleetError.of(
                FailureKind.UNHEALTHY,
                ledger.machine().host(),
                String.join("; ", report.findings()));
    return new Ended(new OperationResult.Health(report), error, false);
  }

  private TendhostException rebootUnsupported(RebootVerdict verdict) {
    return new TendhostException(
        FailureKind.UNSUPPORTED,
        ledger.machine().host(),
        "a reboot is due ("
            + String.join("; ", verdict.reasons())
            + "), and this version does not reboot hosts: reboot it yourself");
  }

  private HostPolicy policy() {
    return ledger.machine().data().config().policy();
  }
}
