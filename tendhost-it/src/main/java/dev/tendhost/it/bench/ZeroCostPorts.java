package dev.tendhost.it.bench;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** An executor and a package manager that answer at once, and one object for all hosts. */
final class ZeroCostPorts implements RemoteExecutor, PackageManager, PackageManagerProvider {
  private static final String ID = "none";
  private static final String VITALS =
      """
      tendhost-probe-begin
      boot c4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6
      uptime 61.25 100.0
      tendhost-probe-end
      """;
  private static final Future<CommandResult> UP =
      Future.succeededFuture(new CommandResult(0, null, VITALS, "", false, false, Duration.ZERO));
  private static final Future<PackageInventory> INVENTORY =
      Future.succeededFuture(
          new PackageInventory(
              ID,
              List.of(upgradable("bash"), upgradable("openssl"), upgradable("tzdata")),
              Duration.ofHours(1),
              List.of()));
  private static final Future<RebootVerdict> VERDICT =
      Future.succeededFuture(
          new RebootVerdict(RebootVerdict.Verdict.NOT_REQUIRED, List.of("nothing was changed")));

  private static UpgradablePackage upgradable(String name) {
    return new UpgradablePackage(name, "all", "1", "2", "bench", false, null);
  }

  @Override
  public Future<CommandResult> run(Command command) {
    return UP;
  }

  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int priority() {
    return SYSTEM_PACKAGES;
  }

  @Override
  public Future<Boolean> detect(ManagedHost host, RemoteExecutor executor) {
    return Future.succeededFuture(true);
  }

  @Override
  public PackageManager create(ManagedHost host, RemoteExecutor executor) {
    return this;
  }

  @Override
  public Future<Void> refresh() {
    return Future.succeededFuture();
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    return INVENTORY;
  }

  @Override
  public Future<RebootVerdict> rebootRequired() {
    return VERDICT;
  }

  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
    return unused();
  }

  @Override
  public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
    return unused();
  }

  private static <T> Future<T> unused() {
    return Future.failedFuture(new UnsupportedOperationException("the benchmark upgrades nothing"));
  }
}
