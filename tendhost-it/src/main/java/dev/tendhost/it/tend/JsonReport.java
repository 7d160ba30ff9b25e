package dev.tendhost.it.tend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.config.HostConfig;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows a run to programs: each line of standard output is one JSON object. */
final class JsonReport implements Report {
  private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
  private final PrintStream out;
  private final PrintStream err;
  private final AttachCommand attach;
  private final Set<FleetError> told = new HashSet<>();

  JsonReport(PrintStream out, PrintStream err, AttachCommand attach) {
    this.attach = attach;
    this.out = out;
    this.err = err;
  }

  @Override
  public void begin(List<HostConfig> hosts) {}

  @Override
  public void restored(RestoredHosts hosts) {
    hosts.all().forEach(host -> line(JsonLine.Restored.of(host, hosts.isAsked(host))));
  }

  @Override
  public void resumed(List<HostResult> hosts) {
    hosts.stream().flatMap(JsonResult::of).forEach(this::line);
  }

  @Override
  public void event(FleetEvent event) {
    line(event);
  }

  @Override
  public void done(HostOutcome host) {}

  @Override
  public void end(Outcomes outcomes) {
    planned(outcomes);
    if (outcomes.interrupted()) {
      err.println(Sentences.interrupted(outcomes));
    }
    line(JsonLine.Summary.of(outcomes));
  }

  @Override
  public void planned(Outcomes outcomes) {
    outcomes.answered().forEach(this::findings);
    outcomes.failed().forEach(this::failure);
  }

  /** Nobody is asked with {@code --json}. */
  @Override
  public void declined(Outcomes outcomes) {
    line(JsonLine.Summary.without(ExitCode.DECLINED));
  }

  @Override
  public void updating(List<HostName> hosts) {}

  @Override
  public void attaching(Map<HostName, JobRef> jobs) {}

  @Override
  public void job(HostName host, JobRef job) {
    line(JsonResult.Job.of(host, job, attach));
  }

  @Override
  public void updated(HostResult host) {}

  @Override
  public void finished(Results results) {
    results.untold().flatMap(JsonResult::of).forEach(this::line);
    results.errors().forEach(this::failure);
    results.jobs().forEach((host, job) -> line(JsonResult.Running.of(host, job, attach)));
    ResultsText.afterwards(results, Text.PROSE).forEach(err::println);
    line(JsonResult.Summary.of(results));
  }

  /** Once, however often it is come by. */
  private void failure(FleetError error) {
    if (told.add(error)) {
      line(JsonLine.Failure.of(error));
    }
  }

  private void findings(Findings found) {
    HostName host = found.host();
    for (UpdatePlan plan : found.plans()) {
      plan.changes().forEach(c -> line(JsonLine.Change.of(host, plan.manager(), c)));
    }
    for (UpdatePlan plan : found.plans()) {
      plan.heldBack().forEach(h -> line(JsonLine.HeldBack.of(host, plan.manager(), h)));
    }
    for (PackageInventory manager : found.inventory().managers()) {
      manager.problems().forEach(p -> line(new JsonLine.Problem(host, manager.manager(), p)));
      manager
          .unchecked()
          .forEach(each -> line(JsonLine.Unchecked.of(host, manager.manager(), each)));
    }
    line(new JsonLine.Reboot(host, found.reboot().verdict(), found.reboot().reasons()));
    line(JsonLine.HostSummary.of(found));
  }

  /** A command line that could not be understood, or a fleet that did not start. */
  @Override
  public void error(FleetError error) {
    line(JsonLine.Failure.of(error));
    line(JsonLine.Summary.without(ExitCode.of(error)));
  }

  private void line(Object value) {
    try {
      out.println(mapper.writeValueAsString(value));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
