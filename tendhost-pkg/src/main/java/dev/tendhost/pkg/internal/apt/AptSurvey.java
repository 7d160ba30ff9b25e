package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks apt, one command after another, and joins the answers. Changes nothing, needs no root. */
final class AptSurvey {
  private final AptCommands commands;
  private final HostCommands host;
  private final UpgradeOptions options;
  private final Set<String> excluded;

  AptSurvey(AptCommands commands, HostCommands host, UpgradeOptions options) {
    this.commands = commands;
    this.host = host;
    this.options = options;
    this.excluded = Exclusions.own(options.excluded());
  }

  Future<Survey> make() {
    return host.ask(commands.dpkgState(), DpkgProbe::parse)
        .compose(
            dpkg ->
                simulate(commands.simulateEverything())
                    .compose(
                        everything ->
                            ask(commands.listUpgradable(), AptList::parse)
                                .compose(
                                    listed ->
                                        plan(
                                            dpkg,
                                            everything,
                                            Newer.join(everything, listed, dpkg.arch())))));
  }

  private Future<Survey> plan(DpkgProbe dpkg, Simulation everything, List<Newer> newer) {
    return kept().compose(kept -> plan(dpkg, everything, newer, kept));
  }

  private Future<Survey> plan(
      DpkgProbe dpkg, Simulation everything, List<Newer> newer, List<String> kept) {
    return simulate(commands.simulateUpgrade(options.mode(), kept))
        .compose(
            plan ->
                reasons(everything, newer, plan)
                    .compose(
                        reasons ->
                            security(newer)
                                .map(
                                    security ->
                                        new Survey(
                                            newer,
                                            kept,
                                            plan,
                                            reasons,
                                            security,
                                            problems(dpkg, plan)))));
  }

  private Future<List<String>> kept() {
    if (excluded.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return ask(commands.list(Exclusions.names(excluded)), AptList::parse)
        .map(known -> Exclusions.operands(excluded, known));
  }

  /** Only when something is left over are further commands needed that tell why. */
  private Future<Map<PackageKey, HeldBackReason>> reasons(
      Simulation everything, List<Newer> newer, Simulation plan) {
    Set<PackageKey> planned = plan.upgraded();
    List<Newer> left = newer.stream().filter(each -> !planned.contains(each.key())).toList();
    if (left.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return ask(commands.showHold(), HoldList::parse)
        .map(held -> HoldReasons.plain(held, excluded, everything.upgraded()))
        .compose(
            plain ->
                left.stream().allMatch(plain::tells)
                    ? Future.succeededFuture(plain)
                    : more(plain, plan))
        .map(reasons -> left.stream().collect(Collectors.toMap(Newer::key, reasons::of)));
  }

  private Future<HoldReasons> more(HoldReasons plain, Simulation plan) {
    return simulate(commands.simulateEveryPhase())
        .compose(
            everyPhase ->
                simulated(UpgradeMode.WITH_REMOVALS, plan)
                    .compose(
                        withRemovals ->
                            simulated(UpgradeMode.WITH_NEW_PACKAGES, plan)
                                .map(
                                    withoutRemovals ->
                                        plain.with(
                                            everyPhase.upgraded(),
                                            withRemovals.upgraded(),
                                            withoutRemovals.upgraded()))));
  }

  /** The plain upgrade in that mode; the plan itself if it is just that. */
  private Future<Simulation> simulated(UpgradeMode mode, Simulation plan) {
    return options.mode() == mode && excluded.isEmpty()
        ? Future.succeededFuture(plan)
        : simulate(commands.simulateUpgrade(mode, List.of()));
  }

  /** Only packages whose newest version is not a security version itself have to be asked for. */
  private Future<Set<String>> security(List<Newer> newer) {
    List<String> asked =
        newer.stream().filter(each -> !each.security()).map(Newer::fullName).toList();
    if (asked.isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    return ask(commands.policy(asked), output -> PolicyParser.security(asked, output));
  }

  /** Not all that apt writes shows that it is complete; the frame does. */
  private <T> Future<T> ask(Command command, Function<String, T> parser) {
    return host.ask(command, output -> parser.apply(Framed.body(output)));
  }

  private Future<Simulation> simulate(Command command) {
    return ask(command, SimulationParser::parse);
  }

  /** A half configured package would otherwise hide behind "0 upgraded". */
  private List<String> problems(DpkgProbe dpkg, Simulation plan) {
    List<String> problems = new ArrayList<>();
    String repair = "; repair with 'dpkg --configure -a'";
    List<String> unfinished = dpkg.unfinished().isEmpty() ? plan.unfinished() : dpkg.unfinished();
    if (!unfinished.isEmpty()) {
      problems.add("not fully installed: " + String.join(", ", unfinished) + repair);
    } else if (plan.unfinishedCount() > 0) {
      problems.add(plan.unfinishedCount() + " not fully installed or removed; see 'dpkg --audit'");
    }
    if (dpkg.journal() && !commands.readsCopy()) {
      problems.add("an earlier run of dpkg was interrupted" + repair);
    }
    return problems;
  }
}
