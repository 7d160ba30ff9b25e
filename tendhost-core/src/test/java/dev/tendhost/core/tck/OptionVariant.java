package dev.tendhost.core.tck;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.RemoteExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Options of which one is not its default.
 *
 * @param name what it is called in messages
 * @param options the options
 * @param kept whether a planned change is within it
 * @param outcome what an upgrade with it can end with at best
 */
record OptionVariant(
    String name,
    UpgradeOptions options,
    Predicate<PackageChange> kept,
    UpdateResult.Outcome outcome) {

  /** A repair is left out: it is leave to do something, where there is something to do. */
  static List<OptionVariant> of(UpdatePlan plan) {
    UpgradeOptions defaults = UpgradeOptions.defaults();
    String first = plan.changes().get(0).name();
    return List.of(
        updating(
            "mode INSTALLED_ONLY",
            defaults.withMode(UpgradeMode.INSTALLED_ONLY),
            change ->
                change.action() != ChangeAction.INSTALL && change.action() != ChangeAction.REMOVE),
        updating(
            "mode WITH_REMOVALS", defaults.withMode(UpgradeMode.WITH_REMOVALS), change -> true),
        updating(
            "excluded " + first,
            defaults.withExcluded(Set.of(first)),
            change -> !change.name().equals(first)),
        new OptionVariant(
            "downloadOnly",
            defaults.withDownloadOnly(true),
            change -> true,
            UpdateResult.Outcome.DOWNLOADED));
  }

  private static OptionVariant updating(
      String name, UpgradeOptions options, Predicate<PackageChange> kept) {
    return new OptionVariant(name, options, kept, UpdateResult.Outcome.UPDATED);
  }

  /** Whether this plan and its result would be right with the option too. */
  boolean isKept(UpdatePlan plan, UpdateResult result) {
    return plan.changes().stream().allMatch(kept) && result.outcome() == outcome;
  }

  /** What an upgrade runs, without what differs each time: the ids of jobs and their watching. */
  static List<String> run(
      ScriptedExecutor executor,
      Function<RemoteExecutor, PackageManager> manager,
      UpgradeOptions options) {
    WatchedUpgrade listener = new WatchedUpgrade();
    Outcome.of(manager.apply(executor).upgradeAll(options, listener));
    List<String> texts = new ArrayList<>();
    for (Command command : executor.commands()) {
      if (!ScriptedJobs.isAboutJobs(command)) {
        texts.add(command.withTitle(null).display() + " < " + command.stdin());
      } else if (ScriptedJobs.startsAJob(command)) {
        texts.add("job: " + command.stdin());
      }
    }
    for (JobRef job : listener.starting()) {
      texts.replaceAll(text -> text.replace(job.jobId(), job.step()));
    }
    return texts;
  }
}
