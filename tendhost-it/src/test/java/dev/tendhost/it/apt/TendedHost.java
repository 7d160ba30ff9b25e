package dev.tendhost.it.apt;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.pkg.AptPackageManager;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** A real host as its package manager sees it, over SSH, by a user who goes through sudo. */
final class TendedHost implements AutoCloseable {
  private final ScriptedExecutor executor = new ScriptedExecutor();
  private final PackageManager manager;
  private final JobsHeard jobs = new JobsHeard();

  private TendedHost(AptHost host, Map<String, String> settings) {
    ManagedHost plain = host.managed("ops");
    ManagedHost managed =
        new ManagedHost(
            plain.name(), plain.address(), plain.port(), plain.user(), plain.tags(), settings);
    executor.over(
        SshExecutor.create(
            managed, host.sshOptions(), SecretSource.none(), ConnectionListener.none()));
    this.manager = new AptPackageManager(managed, executor);
  }

  static TendedHost of(AptHost host) {
    return of(host, Map.of());
  }

  static TendedHost of(AptHost host, Map<String, String> settings) {
    return new TendedHost(host, settings);
  }

  RemoteExecutor executor() {
    return executor;
  }

  /** What was run so far. */
  List<Command> commands() {
    return executor.commands();
  }

  PackageManager manager() {
    return manager;
  }

  /** What its upgrades told. */
  JobsHeard jobs() {
    return jobs;
  }

  Future<UpdateResult> upgrade(UpgradeOptions options) {
    return manager.upgradeAll(options, jobs);
  }

  Future<UpdateResult> resume(JobRef job, UpgradeOptions options) {
    return manager.resume(job, options, jobs);
  }

  @Override
  public void close() {
    Outcome.of(executor.close());
  }
}
