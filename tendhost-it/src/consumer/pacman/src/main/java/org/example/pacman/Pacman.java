package org.example.pacman;

import static dev.tendhost.api.FailureKind.UNSUPPORTED;
import static dev.tendhost.api.response.ChangeAction.INSTALL;
import static dev.tendhost.api.response.ChangeAction.UPGRADE;
import static dev.tendhost.api.response.HeldBackReason.HELD;
import static java.util.stream.Collectors.toMap;

import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.job.SnapshotPackageManager;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.ToolFailure;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Arch Linux's pacman on one host; it upgrades all or nothing, as Arch supports nothing else. */
final class Pacman extends SnapshotPackageManager {
  static final String ID = "pacman";

  private static final Pattern NEWER = Pattern.compile("(\\S+) (\\S+) -> (\\S+)( \\[ignored])?");
  private static final Pattern PLANNED = Pattern.compile("(\\S+) (\\S+) (\\S+)");
  private static final Pattern VERDICT = Pattern.compile("([A-Z_]+) (.+)");
  private static final Pattern TURN = Pattern.compile("^(?:install|upgrad)ing (\\S+)\\.\\.\\.");

  /**
   * {@code -Qu} exits with 1 and says nothing if nothing is newer; any word then is an error. A
   * plan does not tell what would be replaced by a package of another name, and so removed.
   */
  private static final String SURVEY =
      """
      export LC_ALL=C
      newer=$(pacman -Qu 2>&1) || code=$?
      if [ -n "$newer" ] && [ -n "$code" ]; then echo "$newer" >&2; exit "$code"; fi
      planned=$(pacman -Sup --noconfirm --print-format '%n %v %r') || exit
      echo "$planned" | cut -sd' ' -f1 | xargs -r pacman -Si | sed -n 's/^Replaces *: //p' |
        sed 's/[<>=][^ ]*//g' | xargs pacman -Q None 2>/dev/null | sed 's/^/replaced /'
      echo "$newer" | sed -n 's/./newer &/p'
      echo "$planned" | sed -n 's/./planned &/p'
      """;

  /** Arch removes the modules of a kernel that was replaced; a container has none at all. */
  private static final String KERNEL =
      """
      if [ -e "/usr/lib/modules/$(uname -r)/pkgbase" ]; then echo kernel NOT_REQUIRED is installed
      elif ls /usr/lib/modules/*/pkgbase >&2; then echo kernel REQUIRED was replaced
      else echo kernel UNKNOWN is not of this system; fi
      """;

  Pacman(ManagedHost host, RemoteExecutor executor) {
    super(
        ID,
        new HostCommands(host, executor, Pacman::failure),
        "pacman -Q",
        "LC_ALL=C pacman -Su --noconfirm",
        TURN);
  }

  @Override
  public Future<Void> refresh() {
    return host().run(Command.shell("LC_ALL=C pacman -Sy").withAsRoot(true)).mapEmpty();
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    return host().ask(SURVEY, Pacman::inventory);
  }

  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
    return host().ask(SURVEY, output -> plan(options, output));
  }

  @Override
  public Future<RebootVerdict> rebootRequired() {
    return host().ask(KERNEL, Pacman::verdict);
  }

  /** How old the lists are is not known: pacman dates them by their server. */
  private static PackageInventory inventory(String output) {
    List<UpgradablePackage> newer =
        Framed.rows(output, "newer", NEWER).stream()
            .map(
                row ->
                    new UpgradablePackage(
                        row.group(1),
                        null,
                        row.group(2),
                        row.group(3),
                        null,
                        false,
                        row.group(4) == null ? null : HELD))
            .toList();
    return new PackageInventory(ID, newer, null, List.of());
  }

  private UpdatePlan plan(UpgradeOptions options, String output) {
    boolean replaces = !Framed.values(Framed.lines(output), "replaced").isEmpty();
    if (replaces || !options.withExpectedPlanDigest(null).equals(UpgradeOptions.defaults())) {
      throw host().error(UNSUPPORTED, "this upgrades all or nothing and removes nothing");
    }
    List<UpgradablePackage> newer = inventory(output).packages();
    Map<String, String> installed =
        newer.stream().collect(toMap(UpgradablePackage::name, UpgradablePackage::from));
    List<PackageChange> changes =
        Framed.rows(output, "planned", PLANNED).stream()
            .map(row -> change(installed.get(row.group(1)), row))
            .toList();
    return PlanDigest.plan(ID, options, changes, newer);
  }

  private static PackageChange change(String from, MatchResult row) {
    return new PackageChange(
        from == null ? INSTALL : UPGRADE,
        row.group(1),
        null,
        from,
        row.group(2),
        row.group(3),
        false);
  }

  private static RebootVerdict verdict(String output) {
    MatchResult row = Framed.rows(output, "kernel", VERDICT).get(0);
    return new RebootVerdict(
        Verdict.valueOf(row.group(1)), List.of("the running kernel " + row.group(2)));
  }

  /** pacman tells that its lock is held, and never by whom. */
  private static ToolFailure failure(CommandResult result) {
    return result.stderr().contains("unable to lock database")
        ? ToolFailure.lockedBy("the maker of /var/lib/pacman/db.lck", "another pacman is at work")
        : ToolFailure.usual(result);
  }
}
