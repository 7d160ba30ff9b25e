package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.it.tend.HostOutcome.Answered;
import dev.tendhost.it.tend.HostOutcome.Failed;
import io.vertx.core.Future;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The first half of the example: takes hosts under care, and asks them all at once. */
final class HostQuestions {
  /** No more hosts are at work at a time, so that none waits longer than it is given. */
  static final int AT_ONCE = 64;

  private final Fleet fleet;
  private final boolean refresh;
  private final UpgradeOptions options;
  private final Consumer<HostOutcome> done;
  private final Queue<HostConfig> registered = new ConcurrentLinkedQueue<>();

  HostQuestions(Fleet fleet, boolean refresh, UpgradeOptions options, Consumer<HostOutcome> done) {
    this.fleet = fleet;
    this.refresh = refresh;
    this.options = options;
    this.done = done;
  }

  /** Never fails: what fails is the outcome of one host. */
  Future<Void> ask(List<HostConfig> hosts) {
    return Future.join(hosts.stream().map(this::register).toList())
        .compose(all -> Lanes.each(registered, AT_ONCE, this::ask));
  }

  private Future<Void> register(HostConfig host) {
    return fleet
        .register(host)
        .onSuccess(done -> registered.add(host))
        .recover(thrown -> failed(host, thrown, false));
  }

  private Future<Void> ask(HostConfig host) {
    return findings(host)
        .onSuccess(found -> done.accept(new Answered(found)))
        .<Void>mapEmpty()
        .recover(thrown -> failed(host, thrown, true));
  }

  /** A plan has the inventory with it; only a query can refresh. */
  private Future<Findings> findings(HostConfig host) {
    Future<?> refreshed =
        refresh
            ? fleet.query(host.name(), InventoryRequest.defaults().withRefresh(true))
            : Future.succeededFuture();
    return refreshed
        .compose(answered -> fleet.plan(host.name(), options))
        .map(
            found ->
                new Findings(
                    host.name(), host.policy().maxMetadataAge(), found.inventory(), found.plans()));
  }

  private Future<Void> failed(HostConfig host, Throwable thrown, boolean asked) {
    FleetError error = TendhostException.errorOf(thrown, host.name()).withHost(host.name());
    done.accept(new Failed(host.name(), error, asked));
    return Future.succeededFuture();
  }
}
