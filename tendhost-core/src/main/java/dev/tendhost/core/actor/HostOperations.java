package dev.tendhost.core.actor;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.domain.UpdateOutcomes;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.PackageManager;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work of each operation of one host, up to its end. Used on the host's own context only. */
final class HostOperations {
  private final HostPorts ports;
  private final PortCalls calls;
  private final Inquiry inquiry;
  private final Looks looks;
  private final HostLedger ledger;
  private final ReadRetries retries;

  HostOperations(
      HostPorts ports,
      PortCalls calls,
      ReadRetries retries,
      Inquiry inquiry,
      Looks looks,
      HostLedger ledger) {
    this.ports = ports;
    this.calls = calls;
    this.retries = retries;
    this.inquiry = inquiry;
    this.looks = looks;
    this.ledger = ledger;
  }

  Future<Ended> query(RunningOperation operation, @Nullable Boolean refresh) {
    return looks
        .begin(operation)
        .compose(done -> retries.run(() -> looks.ask(refresh)))
        .map(found -> Ended.well(new OperationResult.Inventory(found.inventory())));
  }

  Future<Ended> plan(RunningOperation operation, UpgradeOptions options) {
    return looks.begin(operation).compose(done -> retries.run(() -> plans(options)));
  }

  private Future<Ended> plans(UpgradeOptions options) {
    return looks
        .ask(false)
        .compose(
            found ->
                plans(found.managers(), manager -> options)
                    .map(plans -> Ended.well(new OperationResult.Plans(found.inventory(), plans))));
  }

  Future<Ended> update(RunningOperation operation, UpdateRequest request) {
    Function<String, UpgradeOptions> each = manager -> ApprovedPlans.options(request, manager);
    return looks
        .begin(operation)
        .compose(done -> looks.ask(true))
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

  /** Takes up the job of a FAILED host again. */
  Future<Ended> reattach(RunningOperation operation) {
    return ledger
        .change(ledger.machine().reattach(operation, ports.time().now()))
        .compose(done -> resume());
  }

  /** Goes on with watching the job that is known. */
  Future<Ended> resume() {
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
    return looks
        .askUpdated()
        .map(found -> ended)
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

  private HostPolicy policy() {
    return ledger.machine().data().config().policy();
  }
}
