package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Package managers whose jobs somebody watches: every port can be wrapped. */
record WatchedManagers(PackageManagerProvider provider, JobWatcher watcher)
    implements PackageManagerProvider {
  @Override
  public String id() {
    return provider.id();
  }

  @Override
  public int priority() {
    return provider.priority();
  }

  @Override
  public Future<Boolean> detect(ManagedHost host, RemoteExecutor executor) {
    return provider.detect(host, executor);
  }

  @Override
  public PackageManager create(ManagedHost host, RemoteExecutor executor) {
    return new Watched(host.name(), provider.create(host, executor), watcher);
  }

  private record Watched(HostName host, PackageManager manager, JobWatcher watcher)
      implements PackageManager {
    @Override
    public String id() {
      return manager.id();
    }

    @Override
    public Future<Void> refresh() {
      return manager.refresh();
    }

    @Override
    public Future<PackageInventory> listUpgradable() {
      return manager.listUpgradable();
    }

    @Override
    public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
      return manager.upgradeDryRun(options);
    }

    @Override
    public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
      return manager.upgradeAll(options, new Listener(host, listener, watcher));
    }

    @Override
    public Future<UpdateResult> resume(
        JobRef job, UpgradeOptions options, UpgradeListener listener) {
      watcher.resuming(host, job);
      return manager.resume(job, options, new Listener(host, listener, watcher));
    }

    @Override
    public Future<RebootVerdict> rebootRequired() {
      return manager.rebootRequired();
    }
  }

  private record Listener(HostName host, UpgradeListener listener, JobWatcher watcher)
      implements UpgradeListener {
    @Override
    public void progress(@Nullable String packageName, int percent) {
      listener.progress(packageName, percent);
    }

    /** Told last, so that whoever reads of a job knows that nothing but its host can refuse it. */
    @Override
    public Future<Void> jobStarting(JobRef job) {
      return Future.succeededFuture()
          .compose(asked -> listener.jobStarting(job))
          .compose(
              stored ->
                  watcher.starting(host, job)
                      ? Future.succeededFuture()
                      : Future.failedFuture(
                          new TendhostException(
                              FailureKind.CONTROLLER_UNAVAILABLE,
                              host,
                              "nothing was started: the run was interrupted before")));
    }

    @Override
    public void jobEnded(JobRef job) {
      listener.jobEnded(job);
      watcher.ended(host, job);
    }
  }
}
