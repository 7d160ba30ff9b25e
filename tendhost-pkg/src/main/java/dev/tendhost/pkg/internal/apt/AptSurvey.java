package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import io.vertx.core.Future;
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

  /** On a host that apt can plan nothing on before it is repaired, everything newer stays. */
  Future<Survey> make() {
    return host.ask(commands.dpkgState(), DpkgProbe::parse)
        .map(dpkg -> commands.readsCopy() ? dpkg.withoutJournal() : dpkg)
        .compose(
            dpkg ->
                simulate(commands.simulateEverything())
                    .transform(
                        done ->
                            done.succeeded()
                                ? planned(dpkg, done.result())
                                : blocked(dpkg, done.cause())));
  }

  private Future<Survey> planned(DpkgProbe dpkg, Simulation everything) {
    return survey(
        dpkg,
        everything,
        kept -> simulate(commands.simulateUpgrade(options.mode(), kept)),
        plan -> Interruption.of(dpkg, plan));
  }

  private Future<Survey> blocked(DpkgProbe dpkg, Throwable thrown) {
    if (!Interruption.blocks(dpkg, thrown)) {
      return Future.failedFuture(thrown);
    }
    FleetError error = TendhostException.errorOf(thrown, null);
    return survey(
        dpkg,
        Simulation.NOTHING,
        kept -> Future.succeededFuture(Simulation.NOTHING),
        plan -> Interruption.of(dpkg, error));
  }

  private Future<Survey> survey(
      DpkgProbe dpkg,
      Simulation everything,
      Function<List<String>, Future<Simulation>> planning,
      Function<Simulation, Interruption> interruption) {
    return ask(commands.listUpgradable(), AptList::parse)
        .map(listed -> Newer.join(everything, listed, dpkg.arch()))
        .compose(
            newer -> kept().compose(kept -> join(everything, newer, kept, planning, interruption)));
  }

  private Future<Survey> join(
      Simulation everything,
      List<Newer> newer,
      List<String> kept,
      Function<List<String>, Future<Simulation>> planning,
      Function<Simulation, Interruption> interruption) {
    return planning
        .apply(kept)
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
                                            interruption.apply(plan)))));
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
    return host.end(command)
        .map(
            result -> {
              if (!result.ok()) {
                throw Unmet.named(host.failed(command, result), result);
              }
              return host.read(
                  command, result, output -> SimulationParser.parse(Framed.body(output)));
            });
  }
}
