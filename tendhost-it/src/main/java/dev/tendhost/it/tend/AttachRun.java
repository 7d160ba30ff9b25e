package dev.tendhost.it.tend;

import static java.util.Objects.requireNonNull;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.it.tend.Conversation.Interruption;
import dev.tendhost.it.tend.HostResult.Ended;
import dev.tendhost.it.tend.HostResult.Left;
import dev.tendhost.it.tend.HostResult.Refused;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Watches jobs of an earlier run to their ends; shows how the ports are used without a fleet. */
final class AttachRun {
  /** To attach once more would end in the same way. */
  private static final Set<FailureKind> LOST =
      EnumSet.of(
          FailureKind.JOB_LOST, FailureKind.RESUME_UNSUPPORTED, FailureKind.INVALID_CONFIGURATION);

  private final Site site;
  private final Arguments arguments;
  private final Conversation talk;
  private final Map<HostName, JobRef> jobs;
  private final Map<HostName, HostResult> known = new ConcurrentHashMap<>();
  private final Queue<RemoteExecutor> executors = new ConcurrentLinkedQueue<>();

  AttachRun(Site site, Arguments arguments, Conversation talk) {
    this.site = site;
    this.arguments = arguments;
    this.talk = talk;
    this.jobs = arguments.change.jobs();
  }

  /** Runs to the end, or until it is interrupted; the jobs never notice. */
  ExitCode run() {
    talk.tell(shown -> shown.attaching(jobs));
    try {
      talk.await(Lanes.each(site.hosts(), HostQuestions.AT_ONCE, this::attach));
      return end(false);
    } catch (Interruption e) {
      return end(true);
    } finally {
      Conversation.atMost(FleetRun.CLOSE_SECONDS, close(), "closing down");
    }
  }

  private CompletableFuture<Void> close() {
    return Future.join(executors.stream().map(RemoteExecutor::close).toList())
        .<Void>mapEmpty()
        .toCompletionStage()
        .toCompletableFuture();
  }

  private Future<Void> attach(HostConfig config) {
    HostName host = config.name();
    JobRef job = requireNonNull(jobs.get(host));
    AttachEvents events = new AttachEvents(host, job, talk);
    return Future.succeededFuture()
        .compose(begun -> watch(config, job, events))
        .otherwise(thrown -> refused(host, events.ended() ? null : job, thrown))
        .onSuccess(this::done)
        .mapEmpty();
  }

  /** A host that cannot be reached now is told at once; later it is waited for. */
  private Future<HostResult> watch(HostConfig config, JobRef job, AttachEvents events) {
    ManagedHost managed =
        new ManagedHost(
            config.name(),
            config.address(),
            config.port(),
            config.user(),
            config.tags(),
            config.settings());
    RemoteExecutor executor = site.executors().create(managed, site.secrets(), events);
    executors.add(executor);
    PackageManager manager = provider(config.name(), job).create(managed, executor);
    return executor
        .run(Command.of("true"))
        .compose(reached -> manager.resume(job, UpgradeOptions.defaults(), events))
        .compose(
            result ->
                manager
                    .rebootRequired()
                    .otherwise((RebootVerdict) null)
                    .map(verdict -> ended(config.name(), result, verdict)));
  }

  private PackageManagerProvider provider(HostName host, JobRef job) {
    return site.managers().stream()
        .filter(each -> each.id().equals(job.manager()))
        .findFirst()
        .orElseThrow(
            () ->
                new TendhostException(
                    FailureKind.INVALID_CONFIGURATION,
                    host,
                    "no package manager called " + job.manager() + " is known; see --attach"));
  }

  private static HostResult ended(
      HostName host, UpdateResult result, @Nullable RebootVerdict reboot) {
    return new Ended(host, List.of(result), reboot, null, null);
  }

  private static HostResult refused(HostName host, @Nullable JobRef job, Throwable thrown) {
    FleetError error = TendhostException.errorOf(thrown, host).withHost(host);
    return new Refused(host, error, LOST.contains(error.kind()) ? null : job);
  }

  private void done(HostResult result) {
    if (!talk.interrupted()) {
      known.put(result.host(), result);
      talk.tell(shown -> shown.updated(result));
    }
  }

  private ExitCode end(boolean wasInterrupted) {
    List<HostResult> hosts =
        site.names().stream()
            .map(host -> known.getOrDefault(host, new Left(host, jobs.get(host), null, true)))
            .toList();
    Results results = new Results(hosts, Map.of(), wasInterrupted, new AttachCommand(arguments));
    talk.last(shown -> shown.finished(results));
    return results.exitCode();
  }
}
