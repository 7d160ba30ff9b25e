package dev.tendhost.core.contract;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
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
import java.util.regex.Pattern;

/** The smallest package manager there is: a tool called toy, with one package. */
class Toy extends SnapshotPackageManager {
  static final String ID = "toy";
  private static final Pattern NEWER = Pattern.compile("(\\S+) (\\S+) (\\S+)");

  Toy(ManagedHost host, RemoteExecutor executor) {
    super(
        ID,
        new HostCommands(host, executor, Toy::failure),
        "toy installed",
        "toy upgrade",
        Pattern.compile("upgrading (\\S+)"));
  }

  static ToolFailure failure(CommandResult result) {
    return result.stderr().startsWith("locked by ")
        ? ToolFailure.lockedBy(result.stderr().substring(10).strip(), "wait")
        : ToolFailure.usual(result);
  }

  @Override
  public Future<Void> refresh() {
    return host().run(Command.of("toy", "refresh").withAsRoot(true)).mapEmpty();
  }

  @Override
  public Future<PackageInventory> listUpgradable() {
    return host().ask("toy newer", Toy::newer).map(Toy::inventory);
  }

  static PackageInventory inventory(List<UpgradablePackage> newer) {
    return new PackageInventory(ID, newer, null, List.of());
  }

  static List<UpgradablePackage> newer(String output) {
    Framed.value(Framed.lines(output), "all");
    return Framed.rows(output, "newer", NEWER).stream()
        .map(
            row ->
                new UpgradablePackage(
                    row.group(1), null, row.group(2), row.group(3), null, false, null))
        .toList();
  }

  @Override
  public Future<UpdatePlan> upgradeDryRun(UpgradeOptions options) {
    return host()
        .ask("toy newer", Toy::newer)
        .map(
            newer -> {
              if (!options.withExpectedPlanDigest(null).equals(UpgradeOptions.defaults())) {
                throw host().error(FailureKind.UNSUPPORTED, "toy knows no options");
              }
              return PlanDigest.plan(ID, options, newer.stream().map(Toy::change).toList(), newer);
            });
  }

  static PackageChange change(UpgradablePackage newer) {
    return new PackageChange(
        ChangeAction.UPGRADE, newer.name(), null, newer.from(), newer.to(), null, false);
  }

  @Override
  public Future<RebootVerdict> rebootRequired() {
    return host()
        .ask(
            "toy reboot",
            output ->
                switch (Framed.value(Framed.lines(output), "reboot")) {
                  case "no" -> new RebootVerdict(Verdict.NOT_REQUIRED, List.of("toy says so"));
                  default -> new RebootVerdict(Verdict.UNKNOWN, List.of("toy cannot tell"));
                });
  }
}
