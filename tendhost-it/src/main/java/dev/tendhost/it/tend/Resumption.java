package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.it.tend.HostResult.Ended;
import dev.tendhost.it.tend.HostResult.Left;
import dev.tendhost.it.tend.HostResult.Refused;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run with stored state begins with: what an earlier one left under way is taken up and
 * waited for, and what failed is tried again.
 */
final class Resumption {
  private final Fleet fleet;
  private final Map<HostName, HostStatus> resumed = new HashMap<>();
  private final Path directory;
  private final List<HostName> hosts;
  private final Jobs jobs;
  private final Conversation talk;
  private final HostReboots reboots;
  private final Rebooting rebooting = new Rebooting();
  private final Set<HostName> awaited = ConcurrentHashMap.newKeySet();
  private final Map<HostName, HostResult> ended = new ConcurrentHashMap<>();

  Resumption(
      Tendhost tendhost, Path directory, List<HostName> hosts, Jobs jobs, Conversation talk) {
    this.fleet = tendhost.fleet();
    tendhost.resumed().forEach(host -> resumed.put(host.host(), host));
    this.directory = directory;
    this.hosts = hosts;
    this.jobs = jobs;
    this.talk = talk;
    this.reboots = new HostReboots(tendhost.fleet(), false);
  }

  /**
   * Runs to its end, or until it is interrupted.
   *
   * @return what became of the hosts on which something was done, or failed
   */
  Map<HostName, HostResult> run() {
    List<HostStatus> stored = new ArrayList<>();
    talk.await(list(ListHostsRequest.first(), stored));
    RestoredHosts restored = new RestoredHosts(directory, stored, new HashSet<>(hosts));
    talk.tell(shown -> shown.restored(restored));
    restored.awaited().forEach(this::await);
    restored.damaged().forEach(this::leave);
    talk.await(Lanes.each(restored.retried(), HostQuestions.AT_ONCE, this::retry));
    talk.await(Lanes.each(restored.awaited(), HostQuestions.AT_ONCE, this::toItsEnd));
    talk.tell(shown -> shown.resumed(List.copyOf(ended.values())));
    return Map.copyOf(ended);
  }

  void saw(FleetEvent event) {
    rebooting.saw(event);
  }

  /** What became of every host when its user interrupts it. */
  List<HostResult> interrupted() {
    jobs.stop();
    return hosts.stream().map(this::interrupted).toList();
  }

  private HostResult interrupted(HostName host) {
    HostResult result = ended.get(host);
    if (rebooting.contains(host)) {
      return (result instanceof Ended end ? end : Ended.of(host, List.of())).rebooting();
    } else if (result != null) {
      return result;
    }
    return new Left(host, jobs.running(host), jobs.over(host), awaited.contains(host));
  }

  private Future<Void> list(ListHostsRequest request, List<HostStatus> all) {
    return fleet
        .list(request)
        .compose(
            page -> {
              page.items().forEach(host -> all.add(resumed.getOrDefault(host.host(), host)));
              return page.next() == null
                  ? Future.succeededFuture()
                  : list(request.withAfter(page.next()), all);
            });
  }

  private void await(HostStatus host) {
    HostName name = host.host();
    awaited.add(name);
    rebooting.is(name, host.state());
    if (host.failed() != null && host.failed().job() != null) {
      jobs.resuming(name, host.failed().job());
    }
  }

  private void leave(HostStatus host) {
    if (host.failed() != null) {
      FleetError error = host.failed().error();
      Map<String, String> details = new HashMap<>(error.details());
      details.put("then", "take the host's file away from " + directory.resolve("hosts"));
      FleetError told =
          new FleetError(error.kind(), host.host(), error.message(), error.command(), details);
      ended.put(host.host(), refused(host.host(), told));
    }
  }

  private Future<Void> retry(HostStatus host) {
    return fleet
        .retry(host.host())
        .<Void>mapEmpty()
        .otherwise(
            thrown -> {
              FleetError error = TendhostException.errorOf(thrown, host.host());
              ended.put(host.host(), refused(host.host(), error));
              return null;
            });
  }

  private Future<Void> toItsEnd(HostStatus stored) {
    HostName host = stored.host();
    Future<Optional<OperationId>> operation =
        stored.running() == null
            ? fleet.retry(host)
            : Future.succeededFuture(Optional.of(stored.running().id()));
    return operation
        .compose(
            id ->
                id.isPresent()
                    ? fleet.outcome(host, id.get()).compose(end -> result(host, end))
                    : fleet.status(host).map(Ended.of(host, List.of())::as))
        .<HostResult>map(end -> end)
        .otherwise(thrown -> refused(host, TendhostException.errorOf(thrown, host)))
        .onSuccess(this::done)
        .mapEmpty();
  }

  private Future<Ended> result(HostName host, OperationOutcome outcome) {
    if (outcome.result() instanceof OperationResult.Update update) {
      Ended updated = Ended.of(host, update.update().managers());
      return fleet
          .status(host)
          .compose(status -> reboots.byItself(updated.as(status), outcome.id()));
    }
    return reboots.rebooted(Ended.of(host, List.of()), outcome);
  }

  private HostResult refused(HostName host, FleetError error) {
    return new Refused(host, error.withHost(host), jobs.running(host));
  }

  private void done(HostResult result) {
    if (!talk.interrupted()) {
      ended.put(result.host(), result);
      talk.tell(shown -> shown.updated(result));
    }
  }
}
