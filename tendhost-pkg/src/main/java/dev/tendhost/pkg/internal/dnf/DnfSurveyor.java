package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks dnf, one command after another, and joins the answers. Changes nothing, needs no root. */
final class DnfSurveyor {
  private static final int ROUNDS = 6;

  private final DnfTool tool;
  private final DnfCommands commands;
  private final HostCommands host;
  private final UpgradeOptions options;
  private final HostName name;

  DnfSurveyor(DnfTool tool, HostCommands host, UpgradeOptions options, HostName name) {
    this.name = name;
    this.tool = tool;
    this.commands = new DnfCommands(tool);
    this.host = host;
    this.options = options;
  }

  Future<DnfSurvey> make() {
    if (tool.is(Generation.YUM3) && options.mode() == UpgradeMode.WITH_REMOVALS) {
      return Future.failedFuture(
          unsupported(
              "this yum cannot remove what stands in an upgrade's way; choose another mode"));
    }
    return host.ask(commands.lists(), DnfLists::parse)
        .compose(
            lists ->
                problems(lists.installed())
                    .compose(
                        problems ->
                            plan(lists, UpgradeWords.lenient(tool, Set.of()))
                                .compose(plain -> survey(lists, plain, problems))));
  }

  private Future<DnfSurvey> survey(DnfLists lists, PlannedUpgrade plain, List<String> problems) {
    return planned(lists, plain)
        .compose(
            planned ->
                heldBack(lists, plain.transaction(), planned.transaction())
                    .map(
                        heldBack ->
                            new DnfSurvey(
                                lists, plain.transaction(), planned, heldBack, problems)));
  }

  private Future<PlannedUpgrade> planned(DnfLists lists, PlannedUpgrade plain) {
    Set<String> excluded = new TreeSet<>(options.excluded());
    Future<PlannedUpgrade> first =
        excluded.isEmpty()
            ? Future.succeededFuture(plain)
            : plan(lists, UpgradeWords.lenient(tool, excluded));
    return options.mode() == UpgradeMode.WITH_REMOVALS
        ? first.compose(lenient -> erasing(lists, plain.transaction(), lenient, excluded))
        : first.compose(planned -> withinMode(lists, planned, excluded, ROUNDS));
  }

  /** What conflicts is installed by force, unless dnf then finds no solution at all. */
  private Future<PlannedUpgrade> erasing(
      DnfLists lists, Transaction plain, PlannedUpgrade lenient, Set<String> excluded) {
    if (lenient.transaction().of(Section.SKIP_CONFLICT).isEmpty()) {
      return Future.succeededFuture(lenient);
    }
    Collection<String> left = new TreeSet<>(excluded);
    plain.of(Section.SKIP_BROKEN).forEach(row -> left.add(row.nevra().name()));
    return plan(lists, UpgradeWords.erasing(left))
        .recover(
            cause ->
                TendhostException.errorOf(cause, null).kind() == FailureKind.BROKEN_DEPENDENCIES
                    ? Future.succeededFuture(lenient)
                    : Future.failedFuture(cause));
  }

  /** Excludes what the mode forbids until dnf plans nothing of it. */
  private Future<PlannedUpgrade> withinMode(
      DnfLists lists, PlannedUpgrade planned, Set<String> excluded, int rounds) {
    Installed installed = lists.installed();
    Set<String> forbidden = ModeRules.forbidden(options.mode(), planned.transaction(), installed);
    if (forbidden.isEmpty()) {
      Set<String> removed = ModeRules.removed(options.mode(), planned.transaction(), installed);
      return removed.isEmpty()
          ? Future.succeededFuture(planned)
          : Future.failedFuture(unsupported(cannot("remove", removed)));
    }
    if (rounds == 0 || !excluded.addAll(forbidden)) {
      return Future.failedFuture(unsupported(cannot("install", forbidden)));
    }
    return plan(lists, UpgradeWords.lenient(tool, excluded))
        .compose(next -> withinMode(lists, next, excluded, rounds - 1));
  }

  private TendhostException unsupported(String message) {
    return new TendhostException(FailureKind.UNSUPPORTED, name, message);
  }

  private TendhostException locked(String holder) {
    DnfFailure locked = DnfFailure.LOCKED;
    Map<String, String> details = Map.of("holder", holder);
    return new TendhostException(
        new FleetError(locked.kind(), name, locked.advice(), null, details));
  }

  private String cannot(String what, Set<String> names) {
    return "in the mode "
        + options.mode()
        + " nothing may be done that dnf insists on: to "
        + what
        + " "
        + String.join(", ", names)
        + "; choose another mode, or exclude what needs it";
  }

  private Future<PlannedUpgrade> plan(DnfLists lists, List<String> words) {
    return host.ask(commands.plan(words), output -> PlannedUpgrade.parse(output, lists, words));
  }

  private Future<Map<String, HeldBackReason>> heldBack(
      DnfLists lists, Transaction plain, Transaction planned) {
    HeldBack heldBack = new HeldBack(plain, planned, options);
    Future<Set<String>> visible =
        heldBack.needsVisible(lists.candidates())
            ? host.ask(commands.visible(), HeldBack::visible)
            : Future.succeededFuture(Set.of());
    return visible.map(keys -> heldBack.reasons(lists.candidates(), keys));
  }

  /**
   * A package that is installed twice is half of a transaction: of one at work, or of a dead one.
   */
  private Future<List<String>> problems(Installed installed) {
    if (installed.duplicates().isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    if (!installed.busy().isEmpty()) {
      return Future.failedFuture(locked(installed.busy().get(0)));
    }
    return duplicates(installed)
        .map(
            known -> {
              List<String> problems = new ArrayList<>();
              for (List<Nevra> versions : installed.duplicates()) {
                if (known.contains(versions.get(0).key())) {
                  problems.add(problem(versions));
                }
              }
              return problems;
            });
  }

  /** dnf knows by its configuration what may be installed twice; yum has no such question. */
  private Future<List<String>> duplicates(Installed installed) {
    return tool.is(Generation.YUM3)
        ? Future.succeededFuture(
            installed.duplicates().stream().map(each -> each.get(0).key()).toList())
        : host.ask(commands.duplicates(), output -> Told.parse(output).list("duplicate"));
  }

  private static String problem(List<Nevra> versions) {
    return Nevra.together(versions)
        + ": an earlier transaction was interrupted; repair with 'dnf remove --duplicates'";
  }
}
