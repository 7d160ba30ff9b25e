package dev.tendhost.pkg;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.compose.Compose;
import io.vertx.core.Future;

/**
 * The images of docker compose stacks on one host. A package is a service that has containers,
 * named {@code stack/service}; its versions are digests. The settings are those of {@link
 * ComposeProvider}.
 *
 * <p>An update is found without fetching anything: the host's engine asks the registry, with
 * version 2 of compose by the user's own login, what the name of the service's image stands for
 * now, and that is compared with every digest of the image that runs. A service also has an update
 * if its name stands on the host for another image than the one that runs: fetched and never put to
 * work.
 *
 * <p>What cannot be told is told so, service by service: bound to a digest, built on the host,
 * without a digest, stopped, or a registry that is down, limits questions, wants a login or knows
 * no such image. A plan of nothing fails while a registry did not answer.
 *
 * <p>Services that do not run are left alone. One that ended with 0 and that the engine would not
 * start again counts as a one-shot, which is run again with its new image.
 *
 * <p>Reading needs a user who may use docker; {@link #upgradeAll} needs root, for its job.
 */
public final class ComposePackageManager implements PackageManager {
  private final Compose compose;

  /**
   * Runs nothing yet.
   *
   * @param host the host
   * @param executor runs commands on it; belongs to the caller
   */
  public ComposePackageManager(ManagedHost host, RemoteExecutor executor) {
    compose = new Compose(host, executor);
  }

  @Override
  public String id() {
    return Compose.ID;
  }

  /** Fetches nothing: registries are asked each time, and nothing of it is kept. */
  @Override
  public Future<Void> refresh() {
    return compose.refresh();
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    return compose.inventory();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A service is excluded by its name or by {@code stack/service}. No mode adds or removes
   * services; downloading only is UNSUPPORTED.
   */
  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
    return compose.plan(options);
  }

  /**
   * {@inheritDoc}
   *
   * <p>One job fetches the planned digests, then puts them to work stack by stack, and watches the
   * containers until they are well for the soak. A stack that is not well goes back to its old
   * images; then the result is a failure that says so. The other stacks are updated all the same,
   * unless going back did not help.
   */
  @Override
  public Future<UpdateResult> upgradeAll(UpgradeOptions options, UpgradeListener listener) {
    return compose.upgrade(options, listener);
  }

  @Override
  public Future<UpdateResult> resume(JobRef job, UpgradeOptions options, UpgradeListener listener) {
    return compose.resume(job, listener);
  }

  /** NOT_REQUIRED, always: containers never need a reboot. */
  @Override
  public Future<RebootVerdict> rebootRequired() {
    return compose.rebootRequired();
  }
}
