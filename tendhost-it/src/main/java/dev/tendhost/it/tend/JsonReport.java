package dev.tendhost.it.tend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.config.HostConfig;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Shows a run to programs: each line of standard output is one JSON object. */
final class JsonReport implements Report {
  private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
  private final PrintStream out;
  private final PrintStream err;

  JsonReport(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void begin(List<HostConfig> hosts) {}

  @Override
  public void event(FleetEvent event) {
    line(event);
  }

  @Override
  public void done(HostOutcome host) {}

  @Override
  public void end(Outcomes outcomes) {
    outcomes.answered().forEach(this::findings);
    outcomes.failed().forEach(error -> line(JsonLine.Failure.of(error)));
    if (outcomes.interrupted()) {
      err.println(Sentences.interrupted(outcomes));
    }
    line(JsonLine.Summary.of(outcomes));
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
