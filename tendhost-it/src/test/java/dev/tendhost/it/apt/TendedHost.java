package dev.tendhost.it.apt;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.RealHost;
import dev.tendhost.pkg.AptProvider;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** A real host as its package manager sees it, over SSH, by a user who goes through sudo. */
public final class TendedHost implements AutoCloseable {
  private final ScriptedExecutor executor = new ScriptedExecutor();
  private final PackageManager manager;
  private final JobsHeard jobs = new JobsHeard();

  private TendedHost(RealHost host, PackageManagerProvider provider, Map<String, String> settings) {
    ManagedHost managed = host.managed("ops", settings);
    executor.over(
        SshExecutor.create(
            managed, host.sshOptions(), SecretSource.none(), ConnectionListener.none()));
    this.manager = provider.create(managed, executor);
  }

  static TendedHost of(AptHost host) {
    return of(host, Map.of());
  }

  static TendedHost of(AptHost host, Map<String, String> settings) {
    return of(host, new AptProvider(), settings);
  }

  /** A host with any package manager. */
  public static TendedHost of(
      RealHost host, PackageManagerProvider provider, Map<String, String> settings) {
    return new TendedHost(host, provider, settings);
  }

  /** Runs its commands. */
  public RemoteExecutor executor() {
    return executor;
  }

  /** What was run so far. */
  List<Command> commands() {
    return executor.commands();
  }

  /** Its package manager. */
  public PackageManager manager() {
    return manager;
  }

  /** What its upgrades told. */
  public JobsHeard jobs() {
    return jobs;
  }

  /** Upgrades. */
  public Future<UpdateResult> upgrade(UpgradeOptions options) {
    return manager.upgradeAll(options, jobs);
  }

  /** Takes up a job again. */
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options) {
    return manager.resume(job, options, jobs);
  }

  @Override
  public void close() {
    Outcome.of(executor.close());
  }
}
