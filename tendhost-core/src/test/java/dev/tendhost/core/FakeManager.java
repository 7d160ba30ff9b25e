package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A package manager whose every answer a test can replace; it remembers what it was asked. */
final class FakeManager implements PackageManager, PackageManagerProvider {
  final List<String> asked = new CopyOnWriteArrayList<>();
  final String id;
  int priority = SYSTEM_PACKAGES;
  volatile List<UpgradablePackage> upgradable = List.of();
  volatile Supplier<Future<Boolean>> detect = () -> Future.succeededFuture(true);
  volatile Supplier<Future<Void>> refresh = Future::succeededFuture;
  volatile Supplier<Future<PackageInventory>> list = this::inventory;
  volatile Supplier<Future<RebootVerdict>> reboot =
      () -> Future.succeededFuture(new RebootVerdict(Verdict.NOT_REQUIRED, List.of("fresh")));
  volatile Upgrade upgrade = (options, listener) -> done();
  volatile boolean interrupted;
  volatile Upgrade resume = (options, listener) -> done();
  volatile Function<JobRef, Upgrade> resumeOf = job -> resume;

  interface Upgrade {
    Future<UpdateResult> run(UpgradeOptions options, UpgradeListener listener);
  }

  FakeManager(String id) {
    this.id = id;
  }

  static UpgradablePackage upgradable(String name) {
    return new UpgradablePackage(name, "all", "1", "2", "Tend:1/tend", false, null);
  }

  /** Upgrades everything: afterwards nothing is upgradable. */
  Future<UpdateResult> done() {
    List<PackageChange> changes = changes();
    upgradable = List.of();
    return Future.succeededFuture(
        new UpdateResult(id, UpdateResult.Outcome.UPDATED, changes, List.of(), null));
  }

  Future<UpdateResult> nothing() {
    return Future.succeededFuture(
        new UpdateResult(id, UpdateResult.Outcome.NOTHING_TO_DO, List.of(), List.of(), null));
  }

  Future<PackageInventory> inventory() {
    return Future.succeededFuture(
        new PackageInventory(id, upgradable, Duration.ofHours(1), List.of()));
  }

  private List<PackageChange> changes() {
    return upgradable.stream()
        .map(
            p ->
                new PackageChange(
                    ChangeAction.UPGRADE, p.name(), p.arch(), p.from(), p.to(), p.origin(), false))
        .toList();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int priority() {
    return priority;
  }

  @Override
  public Future<Boolean> detect(ManagedHost host, RemoteExecutor executor) {
    asked.add("detect");
    return detect.get();
  }

  @Override
  public PackageManager create(ManagedHost host, RemoteExecutor executor) {
    return this;
  }

  @Override
  public Future<Void> refresh() {
    asked.add("refresh");
    return refresh.get();
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    asked.add("list");
    return list.get();
  }

  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
    asked.add("plan");
    if (interrupted) {
      return Future.failedFuture(
          new TendhostException(
              FailureKind.TRANSACTION_INTERRUPTED, null, "hello is half configured"));
    }
    return Future.succeededFuture(
        new UpdatePlan(id, options, changes(), List.of(), PlanDigest.of(id, options, changes())));
  }

  @Override
  public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
    asked.add("upgrade");
    return upgrade.run(options, listener);
  }

  @Override
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    asked.add("resume");
    return resumeOf.apply(job).run(options, listener);
  }

  @Override
  public Future<RebootVerdict> rebootRequired() {
    asked.add("reboot?");
    return reboot.get();
  }
}
