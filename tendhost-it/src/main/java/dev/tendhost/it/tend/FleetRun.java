package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.it.tend.Conversation.Interruption;
import dev.tendhost.it.tend.HostOutcome.Failed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Asks hosts what an update would do, and if its user wants it does that. For one run. */
final class FleetRun {
  static final int CLOSE_SECONDS = 10;
  private static final int EVENTS_SECONDS = 2;

  private final Site site;
  private final Arguments arguments;
  private final Conversation talk;
  private final Question question;
  private final Jobs jobs;
  private final Map<HostName, HostOutcome> known = new ConcurrentHashMap<>();
  private final LastEvents lastPlans = new LastEvents(OperationKind.DRY_RUN);
  private volatile Consumer<FleetEvent> stage = event -> {};
  private Map<HostName, HostResult> earlier = Map.of();

  FleetRun(Site site, Arguments arguments, Conversation talk, Question question) {
    this.site = site;
    this.arguments = arguments;
    this.talk = talk;
    this.question = question;
    this.jobs = new Jobs((host, job) -> talk.tell(shown -> shown.job(host, job)));
  }

  /** Runs to the end, or until it is interrupted; nothing of it is left then in this JVM. */
  ExitCode run() {
    talk.tell(shown -> shown.begin(site.hosts()));
    try {
      return tend();
    } catch (Interruption e) {
      return end(true);
    } catch (CompletionException e) {
      return failed(e);
    }
  }

  private ExitCode tend() {
    Tendhost tendhost = talk.await(fleet().start());
    Fleet fleet = tendhost.fleet();
    try {
      fleet.events().handler(this::saw);
      return takenUp(tendhost) ? ask(fleet) : ExitCode.INTERRUPTED;
    } catch (Interruption e) {
      return interrupted(); // before closing ends what the hosts still do
    } finally {
      Conversation.atMost(
          CLOSE_SECONDS,
          tendhost.close().toCompletionStage().toCompletableFuture(),
          "closing down");
    }
  }

  private TendhostBuilder fleet() {
    Path state = arguments.state.directory;
    TendhostBuilder builder = site.fleet(jobs);
    return state == null ? builder : builder.stateDirectory(state);
  }

  private void saw(FleetEvent event) {
    stage.accept(event);
    talk.tell(shown -> shown.event(event));
  }

  /** Says whether the run goes on: its user may interrupt it here too. */
  private boolean takenUp(Tendhost tendhost) {
    Path state = arguments.state.directory;
    if (state == null) {
      return true;
    }
    Resumption resumption = new Resumption(tendhost, state, site.names(), jobs, talk);
    stage = resumption::saw;
    try {
      earlier = resumption.run();
    } catch (Interruption e) {
      finish(new Results(resumption.interrupted(), Map.of(), true, new AttachCommand(arguments)));
      return false;
    }
    return true;
  }

  private ExitCode ask(Fleet fleet) {
    stage = lastPlans::saw;
    earlier.values().stream().flatMap(HostOutcome.Failed::of).forEach(this::done);
    List<HostConfig> hosts =
        site.hosts().stream().filter(host -> !known.containsKey(host.name())).toList();
    talk.await(
        new HostQuestions(fleet, arguments.refreshes(), arguments.options(), this::done)
            .ask(hosts));
    awaitEvents(lastPlans, asked());
    return arguments.change.changes() ? apply(fleet) : end(false);
  }

  private void done(HostOutcome outcome) {
    if (!talk.interrupted()) {
      known.put(outcome.host(), outcome);
      talk.tell(shown -> shown.done(outcome));
    }
  }

  /** What a host that was never asked says comes with no event. */
  private List<HostName> asked() {
    return known.values().stream()
        .filter(host -> !(host instanceof Failed failed && !failed.asked()))
        .map(HostOutcome::host)
        .toList();
  }

  static void awaitEvents(LastEvents last, List<HostName> hosts) {
    Conversation.atMost(EVENTS_SECONDS, last.of(hosts), "the last event");
  }

  private ExitCode apply(Fleet fleet) {
    Outcomes planned = Outcomes.of(site.names(), known, false);
    talk.tell(shown -> shown.planned(planned));
    FleetUpdate wanted = new FleetUpdate(fleet, arguments, jobs, planned, earlier, talk);
    stage = wanted::saw;
    if (wanted.isNeeded() && !question.agreed(wanted.question())) {
      talk.last(shown -> shown.declined(planned));
      return ExitCode.DECLINED;
    }
    return finish(wanted.run());
  }

  /** Asking changes nothing, but what was taken up before it may have. */
  private ExitCode interrupted() {
    if (earlier.isEmpty()) {
      return end(true);
    }
    List<HostResult> hosts =
        site.names().stream()
            .<HostResult>map(host -> new HostResult.Left(host, null, null, false))
            .toList();
    return finish(new Results(hosts, earlier, true, new AttachCommand(arguments)));
  }

  private ExitCode finish(Results results) {
    talk.last(shown -> shown.finished(results));
    return results.exitCode();
  }

  private ExitCode end(boolean wasInterrupted) {
    Outcomes outcomes = Outcomes.of(site.names(), known, wasInterrupted);
    talk.last(shown -> shown.end(outcomes));
    return outcomes.exitCode();
  }

  /** The fleet did not start. */
  private ExitCode failed(Throwable thrown) {
    FleetError error = TendhostException.errorOf(thrown, null);
    talk.last(shown -> shown.error(error));
    return ExitCode.of(error);
  }
}
