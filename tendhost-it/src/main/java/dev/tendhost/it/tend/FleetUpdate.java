package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.it.tend.Conversation.Interruption;
import dev.tendhost.it.tend.HostOutcome.Answered;
import dev.tendhost.it.tend.HostOutcome.Failed;
import dev.tendhost.it.tend.HostResult.Ended;
import dev.tendhost.it.tend.HostResult.Left;
import dev.tendhost.it.tend.HostResult.LeftAlone;
import dev.tendhost.it.tend.HostResult.Refused;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The second half of the example: does on hosts what was shown of them, and nothing else. */
final class FleetUpdate {
  private final Fleet fleet;
  private final Arguments arguments;
  private final Jobs jobs;
  private final Outcomes planned;
  private final Map<HostName, HostResult> earlier;
  private final Conversation talk;
  private final HostReboots reboots;
  private final Rebooting rebooting = new Rebooting();
  private final LastEvents lastUpdates = new LastEvents(OperationKind.UPDATE);
  private final LastEvents lastReboots = new LastEvents(OperationKind.REBOOT);
  private final Map<HostName, HostResult> known = new ConcurrentHashMap<>();

  FleetUpdate(
      Fleet fleet,
      Arguments arguments,
      Jobs jobs,
      Outcomes planned,
      Map<HostName, HostResult> earlier,
      Conversation talk) {
    this.earlier = earlier;
    this.fleet = fleet;
    this.arguments = arguments;
    this.jobs = jobs;
    this.planned = planned;
    this.talk = talk;
    this.reboots = new HostReboots(fleet, arguments.change.forceReboot);
  }

  boolean isNeeded() {
    return planned.answered().stream().anyMatch(this::needs);
  }

  String question() {
    List<Findings> hosts = planned.answered();
    List<Findings> updated = hosts.stream().filter(this::needsUpdate).toList();
    int changes = updated.stream().mapToInt(Findings::changes).sum();
    long removals =
        updated.stream()
            .flatMap(found -> found.plans().stream())
            .flatMap(plan -> plan.changes().stream())
            .filter(change -> change.action() == ChangeAction.REMOVE)
            .count();
    List<HostName> rebooted = names(hosts.stream().filter(this::needsReboot).toList());
    return Sentences.question(arguments.change, names(updated), rebooted, changes, removals);
  }

  /** Does what is needed, and tells when the events of it have been told too. */
  Results run() {
    List<Findings> hosts = planned.answered().stream().filter(this::needs).toList();
    talk.tell(shown -> shown.updating(names(hosts)));
    try {
      talk.await(Lanes.each(hosts, HostQuestions.AT_ONCE, this::tend));
      FleetRun.awaitEvents(lastUpdates, names(hosts.stream().filter(this::needsUpdate).toList()));
      FleetRun.awaitEvents(lastReboots, rebooted());
      return results(false);
    } catch (Interruption e) {
      jobs.stop();
      return results(true);
    }
  }

  /** An end that is told by an event is known, also if its user interrupts the run just then. */
  void saw(FleetEvent event) {
    if (event instanceof FleetEvent.UpdateCompleted end) {
      HostName host = end.host();
      Ended ended = Ended.of(host, end.result().managers());
      known.putIfAbsent(host, ended.runningOn(jobs.running(host)));
    }
    rebooting.saw(event);
    lastUpdates.saw(event);
    lastReboots.saw(event);
  }

  private static List<HostName> names(List<Findings> hosts) {
    return hosts.stream().map(Findings::host).toList();
  }

  private List<HostName> rebooted() {
    return known.values().stream()
        .filter(host -> host instanceof Ended ended && ended.after() instanceof Aftermath.Rebooted)
        .map(HostResult::host)
        .toList();
  }

  private boolean needs(Findings found) {
    return needsUpdate(found) || needsReboot(found);
  }

  /** A repair is work as well. */
  private boolean needsUpdate(Findings found) {
    ApplyArguments change = arguments.change;
    return change.apply && (found.changes() > 0 || (change.repair && found.problems() > 0));
  }

  private boolean needsReboot(Findings found) {
    return arguments.change.reboots() && reboots.isDue(found.reboot());
  }

  private Future<Void> tend(Findings found) {
    HostName host = found.host();
    Future<HostResult> result =
        needsUpdate(found) ? update(found) : rebooted(Ended.of(host, List.of()));
    return result
        .otherwise(
            thrown ->
                new Refused(
                    host,
                    TendhostException.errorOf(thrown, host).withHost(host),
                    jobs.running(host)))
        .onSuccess(this::done)
        .mapEmpty();
  }

  private Future<HostResult> update(Findings found) {
    HostName host = found.host();
    OperationId id = OperationId.random();
    UpdateRequest request =
        UpdateRequest.apply()
            .withOptions(arguments.options())
            .withExpectedPlans(approved(found))
            .withOperation(id);
    return fleet
        .update(host, request)
        .compose(
            update ->
                fleet.status(host).map(status -> Ended.of(host, update.managers()).as(status)))
        .compose(ended -> reboots.byItself(ended, id))
        .compose(this::rebooted);
  }

  /** A host whose update failed is no host to reboot, nor is one that has just been rebooted. */
  private Future<HostResult> rebooted(Ended host) {
    return arguments.change.reboots() && !host.failed() && host.after() == null
        ? reboots.ifDue(host).map(FleetUpdate::orLeftAlone)
        : Future.succeededFuture(host);
  }

  private static Map<String, String> approved(Findings found) {
    return found.plans().stream()
        .collect(Collectors.toMap(UpdatePlan::manager, UpdatePlan::digest));
  }

  /** A fresh verdict may say that the reboot is not due any more. */
  private static HostResult orLeftAlone(Ended host) {
    return host.managers().isEmpty() && host.after() == null && host.reboot() != null
        ? new LeftAlone(host.host(), host.reboot())
        : host;
  }

  private void done(HostResult result) {
    if (!talk.interrupted()) {
      known.put(result.host(), result);
      talk.tell(shown -> shown.updated(result));
    }
  }

  private Results results(boolean interrupted) {
    return new Results(
        planned.hosts().stream().map(this::result).toList(),
        earlier,
        interrupted,
        new AttachCommand(arguments));
  }

  private HostResult result(HostOutcome outcome) {
    HostName host = outcome.host();
    if (outcome instanceof Failed failed) {
      return new Refused(host, failed.error(), null);
    } else if (outcome instanceof Answered answered && !needs(answered.findings())) {
      return new LeftAlone(host, answered.findings().reboot());
    }
    HostResult result = known.get(host);
    if (rebooting.contains(host) && (result == null || result instanceof Ended)) {
      return (result instanceof Ended ended ? ended : Ended.of(host, List.of())).rebooting();
    }
    return result != null ? result : new Left(host, jobs.running(host), jobs.over(host), false);
  }
}
