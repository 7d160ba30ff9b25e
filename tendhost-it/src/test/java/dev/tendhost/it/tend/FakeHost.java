package dev.tendhost.it.tend;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A host with one package manager, apt by name, whose answers a test sets. */
final class FakeHost implements RemoteExecutor, PackageManager, PackageManagerProvider {
  final CountDownLatch asked = new CountDownLatch(1);
  volatile boolean detected = true;
  volatile boolean refreshed;
  volatile boolean closed;
  volatile ManagedHost host;
  volatile UpgradeOptions options;
  volatile Future<Void> refresh = Future.succeededFuture();
  volatile Future<PackageInventory> inventory;
  volatile UpdatePlan plan;
  volatile RebootVerdict reboot;
  final AtomicInteger upgrades = new AtomicInteger();
  volatile Future<Void> reached = Future.succeededFuture();
  volatile Function<UpgradeListener, Future<UpdateResult>> upgrade =
      listener -> Future.failedFuture(new AssertionError("the example must not upgrade"));
  volatile BiFunction<JobRef, UpgradeListener, Future<UpdateResult>> resume =
      (job, listener) -> Future.failedFuture(new AssertionError("nothing to take up"));
  volatile String boot = "c4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6";
  final AtomicInteger reboots = new AtomicInteger();
  volatile Supplier<Future<Void>> rebooting =
      () -> Future.failedFuture(new AssertionError("the example must not reboot"));
  volatile Runnable begin = () -> {};
  volatile Runnable end = () -> {};

  FakeHost(Findings findings) {
    inventory = Future.succeededFuture(findings.inventory().managers().get(0));
    plan = findings.plans().get(0);
    reboot = findings.reboot();
  }

  Site site(List<HostConfig> hosts) {
    return new Site(
        hosts, (managed, secrets, listener) -> this, List.of(this), SecretSource.none(), () -> {});
  }

  @Override
  public Future<CommandResult> run(Command command) {
    return "reboot".equals(command.title())
        ? rebooting.get().onSuccess(sent -> reboots.incrementAndGet()).map(sent -> says(""))
        : reached.map(up -> says("boot " + boot + "\n"));
  }

  private static CommandResult says(String lines) {
    String framed = "tendhost-probe-begin\n" + lines + "tendhost-probe-end\n";
    return new CommandResult(0, null, framed, "", false, false, Duration.ZERO);
  }

  /** Told to reboot, it is at once up in another boot, and needs no other. */
  void comesBack() {
    rebooting =
        () -> {
          boots();
          return Future.succeededFuture();
        };
  }

  void boots() {
    boot = "5d0f4a3b-9d53-4bb8-a6b1-2f9b5f0f7a11";
    reboot = new RebootVerdict(RebootVerdict.Verdict.NOT_REQUIRED, List.of());
  }

  /** The same host, whose reboot counts as proven without a wait. */
  static HostConfig withoutSoak(HostConfig host) {
    HostPolicy policy = host.policy();
    return host.withPolicy(policy.withReboot(policy.reboot().withSoak(Duration.ZERO)));
  }

  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  @Override
  public String id() {
    return "apt";
  }

  @Override
  public int priority() {
    return SYSTEM_PACKAGES;
  }

  @Override
  public Future<Boolean> detect(ManagedHost managed, RemoteExecutor executor) {
    host = managed;
    begin.run();
    return Future.succeededFuture(detected);
  }

  @Override
  public PackageManager create(ManagedHost managed, RemoteExecutor executor) {
    return this;
  }

  @Override
  public Future<Void> refresh() {
    refreshed = true;
    return refresh;
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    asked.countDown();
    return inventory;
  }

  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions wanted) {
    options = wanted;
    end.run();
    return Future.succeededFuture(plan);
  }

  @Override
  public Future<UpdateResult> upgradeAll(UpgradeOptions wanted, UpgradeListener listener) {
    options = wanted;
    upgrades.incrementAndGet();
    return upgrade.apply(listener);
  }

  @Override
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions wanted, UpgradeListener listener) {
    return resume.apply(job, listener);
  }

  @Override
  public Future<RebootVerdict> rebootRequired() {
    return Future.succeededFuture(reboot);
  }
}
