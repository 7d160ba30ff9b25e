package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.JobRef;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The second half of the example: does on hosts what was shown of them, and nothing else. */
final class FleetUpdate {
  private final Fleet fleet;
  private final Arguments arguments;
  private final Jobs jobs;
  private final Outcomes planned;
  private final Conversation talk;
  private final Map<HostName, HostResult> known = new ConcurrentHashMap<>();

  FleetUpdate(Fleet fleet, Arguments arguments, Jobs jobs, Outcomes planned, Conversation talk) {
    this.fleet = fleet;
    this.arguments = arguments;
    this.jobs = jobs;
    this.planned = planned;
    this.talk = talk;
  }

  boolean isNeeded() {
    return !needy().isEmpty();
  }

  String question() {
    List<Findings> hosts = needy();
    int changes = hosts.stream().mapToInt(Findings::changes).sum();
    long removals =
        hosts.stream()
            .flatMap(found -> found.plans().stream())
            .flatMap(plan -> plan.changes().stream())
            .filter(change -> change.action() == ChangeAction.REMOVE)
            .count();
    return Sentences.question(
        arguments.change, hosts.stream().map(Findings::host).toList(), changes, removals);
  }

  /** Updates every host that needs it, and then waits for what is given. */
  Results run(Consumer<List<HostName>> afterwards) {
    List<Findings> hosts = needy();
    List<HostName> names = hosts.stream().map(Findings::host).toList();
    talk.tell(shown -> shown.updating(names));
    try {
      talk.await(Lanes.each(hosts, HostQuestions.AT_ONCE, this::update));
      afterwards.accept(names);
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
      known.putIfAbsent(host, new Ended(host, end.result().managers(), null, jobs.running(host)));
    }
  }

  private List<Findings> needy() {
    return planned.answered().stream().filter(this::needs).toList();
  }

  /** A repair is work as well. */
  private boolean needs(Findings found) {
    return found.changes() > 0 || (arguments.change.repair && found.problems() > 0);
  }

  private Future<Void> update(Findings found) {
    HostName host = found.host();
    UpdateRequest request =
        UpdateRequest.apply().withOptions(arguments.options()).withExpectedPlans(approved(found));
    return fleet
        .update(host, request)
        .compose(update -> fleet.status(host).map(status -> ended(host, update, status)))
        .otherwise(
            thrown ->
                new Refused(
                    host,
                    TendhostException.errorOf(thrown, host).withHost(host),
                    jobs.running(host)))
        .onSuccess(this::done)
        .mapEmpty();
  }

  private static Map<String, String> approved(Findings found) {
    return found.plans().stream()
        .collect(Collectors.toMap(UpdatePlan::manager, UpdatePlan::digest));
  }

  private static HostResult ended(HostName host, HostUpdateResult update, HostStatus status) {
    JobRef job = status.failed() == null ? null : status.failed().job();
    return new Ended(host, update.managers(), job == null ? status.reboot() : null, job);
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
    return result != null ? result : new Left(host, jobs.running(host), jobs.over(host));
  }
}
