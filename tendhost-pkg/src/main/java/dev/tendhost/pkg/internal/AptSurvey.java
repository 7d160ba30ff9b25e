package dev.tendhost.pkg.internal;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.core.port.Command;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks apt, one command after another, and joins the answers. Changes nothing, needs no root. */
final class AptSurvey {
  private final AptCommands commands;
  private final HostCommands host;
  private final UpgradeOptions options;

  AptSurvey(AptCommands commands, HostCommands host, UpgradeOptions options) {
    this.commands = commands;
    this.host = host;
    this.options = options;
  }

  Future<Survey> make() {
    return host.ask(commands.simulateEverything(), SimulationParser::parse)
        .compose(
            everything ->
                host.ask(commands.listUpgradable(), AptList::parse)
                    .compose(listed -> plan(everything, Newer.join(everything, listed))));
  }

  private Future<Survey> plan(Simulation everything, List<Newer> newer) {
    return kept()
        .compose(kept -> simulate(commands.simulateUpgrade(options.mode(), kept)))
        .compose(
            plan ->
                reasons(everything, newer, plan)
                    .compose(
                        reasons ->
                            security(newer)
                                .map(
                                    security ->
                                        new Survey(
                                            newer, plan, reasons, security, problems(plan)))));
  }

  private Future<List<String>> kept() {
    if (options.excluded().isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return host.ask(commands.list(options.excluded()), AptList::parse).map(Exclusions::operands);
  }

  /** Only when something is left over are the further simulations needed that tell why. */
  private Future<Map<PackageKey, HeldBackReason>> reasons(
      Simulation everything, List<Newer> newer, Simulation plan) {
    Set<PackageKey> planned = plan.upgraded();
    List<Newer> left = newer.stream().filter(each -> !planned.contains(each.key())).toList();
    if (left.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return host.ask(commands.showHold(), HoldList::parse)
        .compose(held -> evidence(held, everything.upgraded()))
        .map(
            reasons ->
                left.stream()
                    .collect(
                        Collectors.toMap(
                            Newer::key, each -> reasons.of(each.key(), each.fullName()))));
  }

  private Future<HoldReasons> evidence(Set<String> held, Set<PackageKey> everything) {
    UpgradeMode removals = UpgradeMode.WITH_REMOVALS;
    UpgradeMode additions = UpgradeMode.WITH_NEW_PACKAGES;
    return taken(commands.simulateEveryPhase())
        .compose(
            everyPhase ->
                taken(commands.simulateUpgrade(removals, List.of()))
                    .compose(
                        withRemovals ->
                            taken(commands.simulateUpgrade(additions, List.of()))
                                .map(
                                    withoutRemovals ->
                                        new HoldReasons(
                                            held,
                                            options.excluded(),
                                            everything,
                                            everyPhase,
                                            withRemovals,
                                            withoutRemovals))));
  }

  private Future<Set<PackageKey>> taken(Command command) {
    return simulate(command).map(Simulation::upgraded);
  }

  /** Only packages whose newest version is not a security version itself have to be asked for. */
  private Future<Set<String>> security(List<Newer> newer) {
    List<String> asked =
        newer.stream().filter(each -> !each.security()).map(Newer::fullName).toList();
    if (asked.isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    return host.ask(commands.policy(asked), output -> PolicyParser.security(asked, output));
  }

  private Future<Simulation> simulate(Command command) {
    return host.ask(command, SimulationParser::parse);
  }

  /** A half configured package would otherwise hide behind "0 upgraded". */
  private static List<String> problems(Simulation plan) {
    List<String> problems = new ArrayList<>();
    String repair = "; repair with 'dpkg --configure -a'";
    if (!plan.unfinished().isEmpty()) {
      problems.add("not fully installed: " + String.join(", ", plan.unfinished()) + repair);
    } else if (plan.unfinishedCount() > 0) {
      problems.add(
          plan.unfinishedCount()
              + " packages are not fully installed or removed; see 'dpkg --audit'");
    }
    return problems;
  }
}
