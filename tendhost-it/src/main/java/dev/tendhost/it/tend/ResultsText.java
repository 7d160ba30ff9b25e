package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.RebootProof;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.it.tend.HostResult.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of hosts, as text. */
final class ResultsText {
  private ResultsText() {}

  /** What was changed on one host, which files stayed, and why a reboot is due. */
  static List<StyledLine> of(Ended host, int width) {
    List<StyledLine> lines = new ArrayList<>();
    if (host.changes() > 0) {
      heading(lines, "CHANGED: " + Text.count(host.changes(), "package"));
      lines.addAll(ChangesTable.of(changes(host), width));
    }
    List<String> kept = host.managers().stream().flatMap(m -> m.conffiles().stream()).toList();
    if (!kept.isEmpty()) {
      heading(lines, "KEPT: configuration files that were changed here; the new default is beside");
      kept.forEach(file -> text(lines, Style.YELLOW, file, width));
    }
    if (host.after() instanceof Aftermath.Rebooted rebooted) {
      rebooted(lines, rebooted.proof(), width);
    }
    if (host.reboot() != null && host.reboot().verdict() == Verdict.REQUIRED) {
      heading(lines, "REBOOT: REQUIRED");
      host.reboot().reasons().forEach(reason -> text(lines, Style.PLAIN, reason, width));
    }
    return lines;
  }

  private static void rebooted(List<StyledLine> lines, RebootProof proof, int width) {
    heading(lines, "REBOOTED: up and well again after " + Text.duration(proof.took()));
    proof.evidence().forEach(each -> text(lines, Style.PLAIN, each, width));
    proof.findings().forEach(each -> text(lines, Style.YELLOW, each, width));
  }

  private static List<UpdatePlan> changes(Ended host) {
    return host.managers().stream()
        .map(
            m -> new UpdatePlan(m.manager(), UpgradeOptions.defaults(), m.changes(), List.of(), ""))
        .toList();
  }

  private static void heading(List<StyledLine> lines, String text) {
    lines.add(StyledLine.plain(""));
    lines.add(new StyledLine(Style.BOLD, text));
  }

  private static void text(List<StyledLine> lines, Style style, String text, int width) {
    Text.wrap("  - ", text, width).forEach(line -> lines.add(new StyledLine(style, line)));
  }

  /** What still runs, and how to watch it on; nothing where there is nothing to say. */
  static List<String> afterwards(Results results, int width) {
    List<String> lines = new ArrayList<>();
    Map<HostName, JobRef> jobs = results.jobs();
    List<HostResult> goingOn = results.goingOn().toList();
    if (results.interrupted()) {
      String rest =
          goingOn.isEmpty()
              ? "Nothing of it runs on any host any more."
              : "What runs on a host goes on there by itself:";
      lines.addAll(Text.wrap("", "Interrupted: nothing more is started. " + rest, width));
    } else if (!goingOn.isEmpty()) {
      lines.add("These may still run on their hosts, whatever this program does:");
    }
    goingOn.forEach(host -> lines.add("  " + host.host() + ": " + goesOn(host)));
    if (results.keepsState() && (results.interrupted() || !goingOn.isEmpty())) {
      lines.add("The same command takes up what goes on, and does what was not done.");
      return lines;
    }
    if (!jobs.isEmpty()) {
      lines.add("To watch to the end:");
      lines.add("  " + results.attach().text(jobs));
    }
    if (results.interrupted()) {
      lines.add("What was not done, the same command does another time.");
    }
    return lines;
  }

  private static String goesOn(HostResult host) {
    JobRef job = host.job();
    if (job != null) {
      return Text.clean(job.manager() + " " + job.step()) + ", job " + Text.clean(job.jobId());
    }
    return host instanceof Ended
        ? "reboots; whether it comes back is not waited for"
        : "what an earlier run began; it was not reached yet";
  }
}
