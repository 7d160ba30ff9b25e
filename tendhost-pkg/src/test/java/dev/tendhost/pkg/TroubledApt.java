package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.core.tck.Answers.result;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The host of {@link AptScript}, whose dpkg was interrupted: until a repair was started, tend is
 * left unpacked. The repair brings tend from 1 to 2 and keeps a configuration file; the upgrade
 * then brings apt from 2.6.1 to 2.6.2.
 */
final class TroubledApt implements UpgradeListener {
  static final PackageChange REPAIRED =
      new PackageChange(ChangeAction.UPGRADE, "tend", "all", "1", "2", null, false);
  static final PackageChange UPGRADED =
      new PackageChange(ChangeAction.UPGRADE, "apt", "amd64", "2.6.1", "2.6.2", "Debian", false);

  private static final String CONFFILE =
      "status pmconffile:/etc/tend:4.0:'/etc/tend' '/etc/tend.dpkg-new' 1 1\n";
  private static final String UNSOLVED =
      "The following packages have unmet dependencies:\n"
          + " tend : Depends: tend-data (>= 2) but 1 is installed\n";

  final List<JobRef> starting = new CopyOnWriteArrayList<>();
  final List<JobRef> ended = new CopyOnWriteArrayList<>();
  final ScriptedExecutor executor = new ScriptedExecutor();
  private String behind = "";
  private final AptPackageManager manager =
      new AptPackageManager(
          new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), Map.of()), executor);

  /** What dpkg left, such as {@code tend (unpacked)}. */
  TroubledApt(String left) {
    executor.on(
        ScriptedExecutor.containing("Dir::State::status/f"),
        command ->
            answer(
                framed(
                    "arch amd64\n"
                        + unfinished(repaired() ? behind : left)
                        + "status read\njournal no\n")));
  }

  private static String unfinished(String left) {
    return left.isEmpty() ? "" : "unfinished " + left + "\n";
  }

  /** The repair leaves that behind, such as {@code other (unpacked)}. */
  TroubledApt leavingBehind(String unfinished) {
    behind = unfinished;
    return this;
  }

  static TroubledApt unpacked() {
    return new TroubledApt("tend (unpacked)");
  }

  /** Nothing is left half done. */
  static TroubledApt well() {
    return new TroubledApt("");
  }

  /** Until then apt finds no solution. */
  TroubledApt thatCannotBePlanned() {
    String error = "E: Unmet dependencies. Try 'apt --fix-broken install' with no packages.\n";
    return on(
        command -> !repaired() && text(" -q=1 -s ").test(command),
        result(100, "tendhost-probe-begin\n" + UNSOLVED, error));
  }

  /** There is nothing to upgrade. */
  TroubledApt upToDate() {
    String nothing = framed("0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n");
    return on(text(" -q=1 -s "), ok(nothing)).on(text("--upgradable"), ok(framed("Listing...\n")));
  }

  /** Answers what matches so. */
  TroubledApt on(Predicate<Command> when, CommandResult result) {
    executor.on(when, command -> Future.succeededFuture(result));
    return this;
  }

  /** A step ends so, such as {@code exited 100}, and leaves this output. */
  TroubledApt ending(String step, String state, String out) {
    return leaving(step, state, evidence("", "", "out " + out + "\n"));
  }

  private TroubledApt leaving(String step, String state, String evidence) {
    executor.on(aboutJobs().and(text("apt-" + step + "-")), ScriptedJobs.inState(state));
    return on(text("dpkg-query -W").and(text("apt-" + step + "-")), ok(evidence));
  }

  /** All else goes well. */
  AptPackageManager manager() {
    leaving("repair", "exited 0", evidence("iU |tend|all|1\n", "ii |tend|all|2\n", CONFFILE));
    leaving(
        "install",
        "exited 0",
        evidence(
            "ii |apt|amd64|2.6.1\n",
            "ii |apt|amd64|2.6.2\n",
            PlanFile.text(List.of(UPGRADED)).replaceAll("(?m)^(?=.)", "plan ")));
    executor.on(aboutJobs(), ScriptedJobs.exiting(0));
    executor.over(AptScript.healthy());
    return manager;
  }

  Future<UpdateResult> upgrade(UpgradeOptions options) {
    return manager().upgradeAll(options, this);
  }

  Future<UpdateResult> resume(String step, UpgradeOptions options) {
    JobRef job = new JobRef("apt", step, "apt-" + step + "-1", "digest");
    return manager().resume(job, options, this);
  }

  List<String> steps() {
    return starting.stream().map(JobRef::step).toList();
  }

  private boolean repaired() {
    return executor.commands().stream().anyMatch(aboutJobs().and(text("apt-repair-")));
  }

  static Predicate<Command> aboutJobs() {
    return ScriptedJobs::isAboutJobs;
  }

  static Predicate<Command> text(String text) {
    return ScriptedExecutor.containing(text);
  }

  private static String evidence(String before, String after, String more) {
    String rest = after.isEmpty() ? "ii |apt|amd64|2.6.1\n" : after;
    return framed(
        (before.isEmpty() ? "untouched yes\n" : "before " + before)
            + "after "
            + rest
            + "arch amd64\n"
            + more
            + "all told\n");
  }

  private static Future<CommandResult> answer(String output) {
    return Future.succeededFuture(ok(output));
  }

  private static String framed(String lines) {
    return "tendhost-probe-begin\n" + lines + "tendhost-probe-end\n";
  }

  @Override
  public void progress(@Nullable String packageName, int percent) {}

  @Override
  public Future<Void> jobStarting(JobRef job) {
    starting.add(job);
    return Future.succeededFuture();
  }

  @Override
  public void jobEnded(JobRef job) {
    ended.add(job);
  }
}
